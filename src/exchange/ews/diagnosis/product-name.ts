import { parseServerBuild } from '../soap/server-build.ts';

/** Cumulative updates by the third number of their build; security updates raise the fourth only. Microsoft, "Exchange Server build numbers and release dates". */
const UPDATES: Readonly<Record<string, readonly (readonly [build: number, update: string])[]>> = {
  '15.0': [
    [516, 'RTM'],
    [620, 'CU1'],
    [712, 'CU2'],
    [775, 'CU3'],
    [847, 'SP1'],
    [913, 'CU5'],
    [995, 'CU6'],
    [1044, 'CU7'],
    [1076, 'CU8'],
    [1104, 'CU9'],
    [1130, 'CU10'],
    [1156, 'CU11'],
    [1178, 'CU12'],
    [1210, 'CU13'],
    [1236, 'CU14'],
    [1263, 'CU15'],
    [1293, 'CU16'],
    [1320, 'CU17'],
    [1347, 'CU18'],
    [1365, 'CU19'],
    [1367, 'CU20'],
    [1395, 'CU21'],
    [1473, 'CU22'],
    [1497, 'CU23'],
  ],
  '15.1': [
    [225, 'RTM'],
    [396, 'CU1'],
    [466, 'CU2'],
    [544, 'CU3'],
    [669, 'CU4'],
    [845, 'CU5'],
    [1034, 'CU6'],
    [1261, 'CU7'],
    [1415, 'CU8'],
    [1466, 'CU9'],
    [1531, 'CU10'],
    [1591, 'CU11'],
    [1713, 'CU12'],
    [1779, 'CU13'],
    [1847, 'CU14'],
    [1913, 'CU15'],
    [1979, 'CU16'],
    [2044, 'CU17'],
    [2106, 'CU18'],
    [2176, 'CU19'],
    [2242, 'CU20'],
    [2308, 'CU21'],
    [2375, 'CU22'],
    [2507, 'CU23'],
  ],
  '15.2': [
    [221, 'RTM'],
    [330, 'CU1'],
    [397, 'CU2'],
    [464, 'CU3'],
    [529, 'CU4'],
    [595, 'CU5'],
    [659, 'CU6'],
    [721, 'CU7'],
    [792, 'CU8'],
    [858, 'CU9'],
    [922, 'CU10'],
    [986, 'CU11'],
    [1118, 'CU12'],
    [1258, 'CU13'],
    [1544, 'CU14'],
    [1748, 'CU15'],
  ],
};

const NAMES: Readonly<Record<string, string>> = {
  '8.0': 'Exchange 2007',
  '8.1': 'Exchange 2007 SP1',
  '8.2': 'Exchange 2007 SP2',
  '8.3': 'Exchange 2007 SP3',
  '14.0': 'Exchange 2010',
  '14.1': 'Exchange 2010 SP1',
  '14.2': 'Exchange 2010 SP2',
  '14.3': 'Exchange 2010 SP3',
  '15.0': 'Exchange 2013',
  '15.1': 'Exchange 2016',
  '15.2': 'Exchange 2019',
  '15.20': 'Exchange Online',
};

/** Exchange 2019 goes on under this name and with the same first numbers. */
const FIRST_SE_BUILD = 2562;

/** What administrators call a build: `15.2.1544.4` is Exchange 2019 CU14. Servers that only speak EWS may say anything. */
export function productName(serverBuild: string): string {
  const build = parseServerBuild(serverBuild);
  if (build === null) return 'Exchange';
  const line = `${build.major}.${build.minor}`;
  if (line === '15.2' && build.build >= FIRST_SE_BUILD) return 'Exchange Server SE';
  const name = NAMES[line];
  if (name === undefined) return 'Exchange';
  const update = UPDATES[line]?.find(([number]) => number === build.build)?.[1];
  return update === undefined ? name : `${name} ${update}`;
}
