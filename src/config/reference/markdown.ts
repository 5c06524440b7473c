import type { JsonSchema } from './json-schema.ts';

const INTRODUCTION = `# Configuration file

Generated from the schema; \`configuration.schema.json\` beside it is the same for editors.

\`raccordo apply -f config.yaml\` makes the stored settings what the file says; \`--dry-run\` only shows the difference.
The file is YAML or JSON. Names are the identity of an object, so applying a file twice is applying it once. An object
that stands in the file gets the default of every setting that is left out, but \`role\` and \`firstRun\` stay what they
are; an object that does not stand in the file is left alone. Keys that are not understood are refused. A file with any
problem changes nothing.

Passwords are given in exactly one of three ways: \`password\`, \`passwordEnv\` or \`passwordFile\`; client secrets and
private keys likewise. They are stored encrypted and never shown again. A changed password in a profile counts for all of
its accounts.

\`\`\`yaml
users:
  - name: giulia.rossi
    displayName: Giulia Rossi
    email: giulia.rossi@brenta.example
profiles:
  - name: headquarters
    serverUrl: mail.brenta.example
    delegate:
      user: BRENTA\\svc-raccordo
      passwordEnv: RACCORDO_EXCHANGE_PASSWORD
    interval: 30s
    contacts:
      deleteCrmToExchange: true
      exchangeCategories: [CRM]
      crmItems: ownAndShared
    appointments:
      exchangeItems: { allButCategory: Private }
accounts:
  - name: giulia
    user: giulia.rossi
    profile: headquarters
    mailbox: giulia.rossi@brenta.example
    appointmentsFrom: { lastMonths: 3 }
\`\`\`

An application takes the place of the delegate account with \`signIn: oauth\`. It proves itself with a client secret, as
here, or with a certificate and its private key (\`certificateFile\`, \`privateKeyFile\`):

\`\`\`yaml
profiles:
  - name: cloud
    serverUrl: outlook.office365.com
    signIn: oauth
    oauth:
      authority: https://login.microsoftonline.com/brenta.example
      clientId: 5f2b7c1e-0d44-4c1c-9f6a-2f7d1f0a9b10
      clientSecretFile: raccordo.secret
\`\`\`
`;

/** The reference page for people: one table for each group of settings. */
export function configurationMarkdown(schema: JsonSchema): string {
  return `${INTRODUCTION}${sections('', schema).join('')}`;
}

function sections(path: string, schema: JsonSchema): string[] {
  const entries = Object.entries(schema.properties ?? {});
  const rows = entries.map(([key, property]) => row(key, property, schema.required?.includes(key) ?? false));
  const heading = path === '' ? 'The file' : `\`${path}\``;
  const own = `\n## ${heading}\n\n${table([['Setting', 'Value', 'Default', 'Meaning'], ...rows])}`;
  const nested = entries.flatMap(([key, property]) => {
    const inner = property.items ?? property;
    if (inner.properties === undefined) return [];
    const place = `${path === '' ? '' : `${path}.`}${key}${property.items === undefined ? '' : '[]'}`;
    return sections(place, inner);
  });
  return [own, ...nested];
}

function row(key: string, property: JsonSchema, required: boolean): readonly string[] {
  const standard = required ? 'required' : defaultText(property.default);
  return [`\`${key}\``, valueText(property), standard, property.description ?? ''];
}

/** Columns in line, as the formatter has them. */
function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |\n`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('');
}

function valueText(schema: JsonSchema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.format === 'date') return '`YYYY-MM-DD`';
  if (schema.anyOf !== undefined) return schema.anyOf.map(valueText).join(', ');
  if (schema.type === 'array') return schema.items?.properties === undefined ? 'list of texts' : 'list, see below';
  if (schema.type === 'object')
    return schema.default === undefined && isSmall(schema) ? smallText(schema) : 'see below';
  return { string: 'text', boolean: '`true`, `false`', integer: 'whole number' }[schema.type ?? ''] ?? 'text';
}

/** The one-key forms of a choice, `{ list: NAME }`, are said in place. */
function isSmall(schema: JsonSchema): boolean {
  return Object.keys(schema.properties ?? {}).length === 1;
}

function smallText(schema: JsonSchema): string {
  const [key = '', value] = Object.entries(schema.properties ?? {})[0] ?? [];
  return `\`{ ${key}: ${value?.type === 'integer' ? 'N' : 'NAME'} }\``;
}

function defaultText(value: unknown): string {
  if (value === undefined || (typeof value === 'object' && JSON.stringify(value) === '{}')) return '';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
