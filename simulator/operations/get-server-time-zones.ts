import { WINDOWS_ZONES } from '../time-zones/windows-zones.generated.ts';
import { findWindowsZone } from '../time-zones/zone.ts';
import { zoneDefinitionNode } from '../time-zones/zone-definition.ts';
import { element } from '../xml/node.ts';
import { attributeOf, childOf } from '../xml/read.ts';
import type { Operation } from './context.ts';
import { answerEach } from './response.ts';

/** The zones of the server, all of them or those with the given ids. An id that it does not have is left out. */
export const getServerTimeZones: Operation = (request, context) =>
  answerEach(
    request,
    [request],
    context,
    () => {
      const wanted = childOf(request, 'm:Ids')?.children.map(({ text }) => findWindowsZone(text));
      const ids = wanted?.filter((id) => id !== undefined) ?? WINDOWS_ZONES.map(([windows]) => windows);
      // In full unless told otherwise.
      const full = !/^\s*(false|0)\s*$/.test(attributeOf(request, 'ReturnFullTimeZoneData'));
      const zones = ids.map((id) => zoneDefinitionNode('t:TimeZoneDefinition', id, full));
      return [element('m:TimeZoneDefinitions', {}, zones)];
    },
    { whenFailed: [element('m:TimeZoneDefinitions')] },
  );
