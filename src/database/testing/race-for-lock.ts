// Child process of the lock test: tries once to get the lock when the file `go` appears, then stays until it is killed.
import { existsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ConnectorError } from '../../model/index.ts';
import { DirectoryLock } from '../embedded/directory-lock.ts';

const [directory = ''] = process.argv.slice(2);
writeSync(1, 'ready\n');
while (!existsSync(join(directory, 'go'))) {
  // Without a pause on purpose: the racers shall meet.
}
try {
  DirectoryLock.acquire(directory);
  writeSync(1, 'won\n');
} catch (error) {
  writeSync(1, error instanceof ConnectorError ? `${error.code}\n` : 'broken\n');
}
setTimeout(() => undefined, 60_000);
