// `node --import` of this file lets a child process of a test run our TypeScript: types are removed, nothing is checked.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread, threadId } from 'node:worker_threads';

// Node runs this file a second time, on the thread of the loader hooks.
if (isMainThread) register(import.meta.url);

/** Loading the compiler takes a process seconds, and children of one test begin with the same hundreds of files. */
const CACHE = new URL('../../../node_modules/.cache/typescript-without-types/', import.meta.url);
const OPTIONS = { target: 'ES2023', module: 'ESNext', verbatimModuleSyntax: true };

export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
  const source = await readFile(fileURLToPath(url), 'utf8');
  return { format: 'module', source: await withoutTypes(source), shortCircuit: true };
}

async function withoutTypes(source) {
  const name = createHash('sha256').update(JSON.stringify(OPTIONS)).update(source).digest('hex');
  const known = await readFile(new URL(`${name}.js`, CACHE), 'utf8').catch(() => null);
  if (known !== null) return known;
  const { default: ts } = await import('typescript');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      ...OPTIONS,
      target: ts.ScriptTarget[OPTIONS.target],
      module: ts.ModuleKind[OPTIONS.module],
    },
  });
  // Where nothing can be kept, the next process compiles it again.
  await keep(name, outputText).catch(() => undefined);
  return outputText;
}

async function keep(name, text) {
  await mkdir(CACHE, { recursive: true });
  // Another process may read it meanwhile.
  const draft = new URL(`${name}.${process.pid}.${threadId}`, CACHE);
  await writeFile(draft, text);
  await rename(draft, new URL(`${name}.js`, CACHE));
}
