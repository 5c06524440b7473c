import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import { shownZoneId } from './custom-zone.ts';
import { durationText } from './duration-text.ts';
import type { YearlyChange, YearlyZone } from './yearly-clock.ts';
import { yearlyZoneOf } from './yearly-zone.ts';
import { displayNameOf } from './zone.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Zones are shown with every appointment. */
const nodes = new Map<string, XmlNode>();

/**
 * A zone as Exchange shows it.
 * @param full with its periods and the rules for their changes, as they are in the running year
 */
export function zoneDefinitionNode(name: string, zoneId: string, full: boolean): XmlNode {
  const year = new Date().getUTCFullYear();
  const key = JSON.stringify([name, zoneId, full, year]);
  const node = nodes.get(key) ?? definitionNode(name, zoneId, full ? year : null);
  nodes.set(key, node);
  return node;
}

/** @param year `null` for the id and the name alone */
function definitionNode(name: string, zoneId: string, year: number | null): XmlNode {
  const attributes = { Id: shownZoneId(zoneId), Name: displayNameOf(zoneId) };
  if (year === null) return element(name, attributes);
  return element(name, attributes, ruleNodes(yearlyZoneOf(zoneId, year)));
}

function ruleNodes(zone: YearlyZone): readonly XmlNode[] {
  const standardMs = Math.min(zone.offsetMs, ...zone.changes.map(({ offsetMs }) => offsetMs));
  const periods = new Map([[standardMs, 'Standard']]);
  for (const { offsetMs } of zone.changes) if (offsetMs !== standardMs) periods.set(offsetMs, 'Daylight');
  const idOf = (offsetMs: number) => `trule:Microsoft/Registry/${zone.name}/1-${periods.get(offsetMs) ?? 'Standard'}`;
  const toPeriod = (offsetMs: number) => element('t:To', { Kind: 'Period' }, idOf(offsetMs));
  const changes = zone.changes.map((change) => changeNode(change, toPeriod(change.offsetMs)));
  const always = element('t:Transition', {}, [toPeriod(standardMs)]);
  return [
    element(
      't:Periods',
      {},
      [...periods].map(([offsetMs, name]) =>
        element('t:Period', { Bias: durationText(-offsetMs), Name: name, Id: idOf(offsetMs) }),
      ),
    ),
    element('t:TransitionsGroups', {}, [
      element('t:TransitionsGroup', { Id: '0' }, changes.length === 0 ? [always] : changes),
    ]),
    element('t:Transitions', {}, [element('t:Transition', {}, [element('t:To', { Kind: 'Group' }, '0')])]),
  ];
}

function changeNode({ month, on, timeMs }: YearlyChange, to: XmlNode): XmlNode {
  const when = [to, textElement('t:TimeOffset', durationText(timeMs)), textElement('t:Month', String(month))];
  if (on.kind === 'date') {
    return element('t:RecurringDateTransition', {}, [...when, textElement('t:Day', String(on.day))]);
  }
  return element('t:RecurringDayTransition', {}, [
    ...when,
    textElement('t:DayOfWeek', WEEKDAYS[on.weekday] ?? 'Sunday'),
    textElement('t:Occurrence', String(on.position)),
  ]);
}
