import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Removes the types from the client and from what measures it: a compiler inside of the measured process would be most
 * of what is measured.
 * @param folder holds what measures the client; its imports lie in itself, in `src/exchange` and in `src/model`
 * @returns where the folder is now, as JavaScript: in a place of its own, in which dependencies are found
 */
export function compileWithClient(folder: string): string {
  const target = join(root, 'node_modules/.cache', `raccordo-${folder.replaceAll('/', '-')}-${process.pid}`);
  rmSync(target, { recursive: true, force: true });
  process.once('exit', () => rmSync(target, { recursive: true, force: true }));
  for (const part of ['src/model', 'src/exchange', folder]) {
    for (const entry of readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })) {
      if (!entry.endsWith('.ts') || entry.endsWith('.test.ts')) continue;
      const file = join(part, entry);
      const { outputText } = ts.transpileModule(readFileSync(join(root, file), 'utf8'), {
        compilerOptions: {
          target: ts.ScriptTarget.ES2023,
          module: ts.ModuleKind.ESNext,
          verbatimModuleSyntax: true,
          rewriteRelativeImportExtensions: true,
        },
      });
      const output = join(target, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, outputText);
    }
  }
  writeFileSync(join(target, 'package.json'), '{"type":"module"}');
  return join(target, folder);
}
