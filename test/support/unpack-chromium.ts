// Child process: unpacks the Chromium of the npm package into a folder. The package knows no other place than the one for
// temporary files, which belongs to the whole process: what others make meanwhile would lie in the browser's folder.
import { join } from 'node:path';
import chromiumPackage, { inflate } from '@sparticuz/chromium';

const [folder = '', libraries] = process.argv.slice(2);
process.env.TMPDIR = folder;
await chromiumPackage.executablePath();
if (libraries === 'with libraries')
  await inflate(join('node_modules', '@sparticuz', 'chromium', 'bin', 'al2023.tar.br'));
