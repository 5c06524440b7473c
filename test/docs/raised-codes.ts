import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { ERROR_CATALOGUE } from '../../src/exchange/ews/errors/index.ts';
import { ANSWER_CODES } from '../../src/exchange/ews/wire/item-error.ts';

/** What the sources say about one of our own codes: who acts, and the parameters that every place gives. */
export interface RaisedCode {
  readonly code: string;
  /** Dispositions, or `HTTP 403` for what only the API answers. */
  readonly dispositions: ReadonlySet<string>;
  /** Names in `details` that are there wherever the code is raised. */
  readonly parameters: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}

export const root = new URL('../..', import.meta.url).pathname;

const OWN = new Map<string, string>(
  ERROR_CATALOGUE.filter(({ code }) => /^[a-z]/.test(code)).map(({ code, disposition }) => [code, disposition]),
);

const WIRE = new Set(ERROR_CATALOGUE.map(({ code }) => code).filter((code) => /^[A-Z]/.test(code)));

/** Every error that leaves a channel names the server (`create-soap-channel.ts`); these are raised before there is one. */
const BEFORE_THE_CHANNEL = ['server_url_invalid', 'exchange_online_ews_closed', 'insecure_http_refused'];
/** A literal inside an SQL statement. */
const IN_SQL = [{ code: 'interrupted', disposition: 'retry', parameters: [], file: 'src/store/run-store.ts' }];

interface Site {
  readonly code: string;
  readonly disposition: string | null;
  readonly parameters: readonly string[];
  readonly file: string;
}

/** A function that raises whatever code it is called with. */
interface Raiser {
  readonly name: string;
  /** Known in this file only; `null` where it is exported. */
  readonly file: string | null;
  readonly codeArgument: number;
  readonly detailsArgument: number | null;
  readonly disposition: string | null;
  readonly parameters: readonly string[];
}

/** Reads the syntax of all sources; a code that is built in a way that this reader does not follow fails the tests. */
export function raisedCodes(): ReadonlyMap<string, RaisedCode> {
  const sources = sourceFiles();
  const raisers: Raiser[] = [
    { name: 'ownError', file: null, codeArgument: 0, detailsArgument: null, disposition: null, parameters: [] },
    { name: 'answerError', file: null, codeArgument: 0, detailsArgument: null, disposition: null, parameters: [] },
    { name: 'ApiRefusal', file: null, codeArgument: 1, detailsArgument: null, disposition: null, parameters: [] },
    { name: 'problem', file: null, codeArgument: 1, detailsArgument: null, disposition: null, parameters: [] },
  ];
  const sites: Site[] = [...IN_SQL];
  for (let known = -1; known !== raisers.length; ) {
    known = raisers.length;
    for (const source of sources) findRaisers(source, raisers);
  }
  for (const source of sources) sites.push(...sitesIn(source, raisers));
  return summary(sites);
}

function summary(sites: readonly Site[]): ReadonlyMap<string, RaisedCode> {
  const all = new Map<string, RaisedCode>();
  for (const site of sites) {
    // A code of the wire that we raise or wait for ourselves stands in the catalogue, with its family's sentence.
    if (WIRE.has(site.code)) continue;
    const before = all.get(site.code);
    const ofChannel = OWN.has(site.code) && !BEFORE_THE_CHANNEL.includes(site.code) ? ['host'] : [];
    const given = [...site.parameters, ...ofChannel];
    const disposition = OWN.get(site.code) ?? ANSWER_DISPOSITIONS.get(site.code) ?? site.disposition;
    all.set(site.code, {
      code: site.code,
      dispositions: new Set([...(before?.dispositions ?? []), ...(disposition === null ? [] : [disposition])]),
      parameters: new Set(before === undefined ? given : given.filter((name) => before.parameters.has(name))),
      files: new Set([...(before?.files ?? []), site.file]),
    });
  }
  return all;
}

const ANSWER_DISPOSITIONS = new Map<string, string>(Object.entries(ANSWER_CODES));

function sourceFiles(): readonly ts.SourceFile[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|\/testing\/|^src\/(messages|demo)\//.test(path))
    .map((path) => ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true));
}

function findRaisers(source: ts.SourceFile, raisers: Raiser[]): void {
  visit(source, (node) => {
    const raised = raisedBy(node, raisers);
    if (raised === null || !ts.isIdentifier(raised.code)) return;
    const owner = enclosingFunction(node);
    const name = owner?.name !== undefined && ts.isIdentifier(owner.name) ? owner.name.text : undefined;
    const codeArgument = parameterIndex(owner, raised.code.text);
    const file = owner !== undefined && isExported(owner) ? null : source.fileName;
    const isKnown = raisers.some((raiser) => raiser.name === name && raiser.file === file);
    if (name === undefined || codeArgument < 0 || isKnown) return;
    const details = raised.details !== null && ts.isIdentifier(raised.details) ? raised.details.text : null;
    const detailsArgument = details === null ? -1 : parameterIndex(owner, details);
    raisers.push({
      name,
      file,
      codeArgument,
      detailsArgument: detailsArgument < 0 ? null : detailsArgument,
      disposition: raised.disposition,
      parameters: [...raised.always, ...keysOf(raised.details, source)],
    });
  });
}

function sitesIn(source: ts.SourceFile, raisers: readonly Raiser[]): readonly Site[] {
  const sites: Site[] = [];
  const file = source.fileName;
  visit(source, (node) => {
    const raised = raisedBy(node, raisers);
    if (raised !== null) {
      const parameters = [...raised.always, ...keysOf(raised.details, source)];
      const { disposition } = raised;
      for (const code of codesOf(raised.code, node, source)) sites.push({ code, disposition, parameters, file });
    } else if (ts.isObjectLiteralExpression(node) && !ts.isNewExpression(node.parent)) {
      const code = textOf(propertyOf(node, 'code'));
      const disposition = textOf(propertyOf(node, 'disposition'));
      const isProblem = ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'problem';
      if (code !== null && (disposition !== null || isProblem) && !file.startsWith('src/config/'))
        sites.push({ code, disposition: disposition ?? 'halt', parameters: [], file });
    } else if (ts.isArrayLiteralExpression(node) && file === 'src/api/problem.ts') {
      const [status, code] = node.elements;
      const text = textOf(code);
      if (status !== undefined && ts.isNumericLiteral(status) && text !== null)
        sites.push({ code: text, disposition: `HTTP ${status.text}`, parameters: [], file });
    }
  });
  return sites;
}

function isExported(owner: ts.SignatureDeclaration): boolean {
  return ts.isFunctionDeclaration(owner) && (ts.getCombinedModifierFlags(owner) & ts.ModifierFlags.Export) !== 0;
}

interface Raised {
  readonly code: ts.Expression;
  readonly details: ts.Expression | null;
  readonly disposition: string | null;
  /** Parameters that the function gives by itself. */
  readonly always: readonly string[];
}

function raisedBy(node: ts.Node, raisers: readonly Raiser[]): Raised | null {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return null;
  const name = ts.isIdentifier(node.expression) ? node.expression.text : '';
  const args = node.arguments ?? [];
  const first = args[0];
  if (name === 'ConnectorError' && first !== undefined && ts.isObjectLiteralExpression(first)) {
    const code = propertyOf(first, 'code');
    if (code === null) return null;
    const disposition = textOf(propertyOf(first, 'disposition'));
    return { code, details: propertyOf(first, 'details'), disposition, always: [] };
  }
  const { fileName } = node.getSourceFile();
  const raiser =
    raisers.find((candidate) => candidate.name === name && candidate.file === fileName) ??
    raisers.find((candidate) => candidate.name === name && candidate.file === null);
  const code = raiser === undefined ? undefined : args[raiser.codeArgument];
  if (raiser === undefined || code === undefined) return null;
  const status = name === 'ApiRefusal' || name === 'problem' ? args[0] : undefined;
  const last = args.at(-1);
  const options = name === 'ownError' && last !== undefined && ts.isObjectLiteralExpression(last) ? last : null;
  return {
    code,
    details:
      options !== null
        ? propertyOf(options, 'details')
        : raiser.detailsArgument === null
          ? null
          : (args[raiser.detailsArgument] ?? null),
    disposition: status !== undefined && ts.isNumericLiteral(status) ? `HTTP ${status.text}` : raiser.disposition,
    always: raiser.parameters,
  };
}

/** A literal or the choice between some; a template or parameter over a union of literals; or, for what a table decides, all codes of the file. */
function codesOf(code: ts.Expression, site: ts.Node, source: ts.SourceFile): readonly string[] {
  const text = textOf(code);
  if (text !== null) return [text];
  if (ts.isConditionalExpression(code)) return literalsIn(code);
  if (ts.isTemplateExpression(code)) {
    const [span] = code.templateSpans;
    const owner = enclosingFunction(site);
    const parameter = owner?.parameters[parameterIndex(owner, span?.expression.getText() ?? '')];
    if (span === undefined || parameter?.type === undefined) return [];
    return literalsIn(parameter.type).map((part) => `${code.head.text}${part}${span.literal.text}`);
  }
  if (!ts.isIdentifier(code) || parameterIndex(enclosingFunction(site), code.text) >= 0) return [];
  return literalsIn(source).filter((literal) => OWN.has(literal));
}

function keysOf(details: ts.Expression | null, source: ts.SourceFile): readonly string[] {
  if (details === null) return [];
  if (ts.isIdentifier(details)) return keysOf(constantOf(details, source), source);
  if (ts.isConditionalExpression(details)) {
    const other = keysOf(details.whenFalse, source);
    return keysOf(details.whenTrue, source).filter((key) => other.includes(key));
  }
  if (!ts.isObjectLiteralExpression(details)) return [];
  return details.properties.flatMap((property) =>
    ts.isSpreadAssignment(property) ? keysOf(property.expression, source) : [property.name?.getText() ?? ''],
  );
}

/** The declaration that stands nearest above the use: names such as `details` are declared in several functions. */
function constantOf(use: ts.Identifier, source: ts.SourceFile): ts.Expression | null {
  let found: ts.Expression | null = null;
  visit(source, (node) => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === use.text && node.pos < use.pos)
      found = node.initializer ?? null;
  });
  return found;
}

function propertyOf(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | null {
  for (const property of literal.properties) {
    if (property.name?.getText() !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return null;
}

function textOf(node: ts.Node | null | undefined): string | null {
  if (node === null || node === undefined) return null;
  if (ts.isAsExpression(node)) return textOf(node.expression);
  return ts.isStringLiteralLike(node) ? node.text : null;
}

/** String literals and the names of properties: tables have codes on either side. */
function literalsIn(node: ts.Node): readonly string[] {
  const literals: string[] = [];
  visit(node, (child) => {
    if (ts.isStringLiteralLike(child)) literals.push(child.text);
  });
  return literals;
}

function enclosingFunction(node: ts.Node): ts.SignatureDeclaration | undefined {
  return ts.findAncestor(node, ts.isFunctionLike);
}

function parameterIndex(owner: ts.SignatureDeclaration | undefined, name: string): number {
  return owner?.parameters.findIndex((parameter) => parameter.name.getText() === name) ?? -1;
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}
