import fs from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/**
 * PGlite's file system with a real fsync. As delivered, PGlite starts PostgreSQL with `-F`, and its NODEFS has no
 * fsync operation, so that a commit is acknowledged while it is only in the operating system's memory: a power cut
 * would take it back. `fsyncs` counts the calls; the worker refuses to open a database for which it does not move.
 */
export class DurableNodeFS extends NodeFS {
  fsyncs = 0;

  async init(pg, options) {
    const result = await super.init(pg, options);
    const install = (module) => {
      // The place moved between 0.5.14 and 0.5.16; the self-test at start notices the next move.
      const nodefs = module.NODEFS ?? module.FS.filesystems?.NODEFS;
      nodefs.stream_ops.fsync = (stream) => {
        this.fsyncs += 1;
        try {
          syncStream(nodefs, stream);
        } catch (error) {
          // An errno that PostgreSQL understands: it stops itself on a failed fsync rather than trusting a retry.
          if (typeof error.code === 'string') throw new module.FS.ErrnoError(nodefs.convertNodeCode(error));
          throw error;
        }
        return 0;
      };
    };
    result.emscriptenOpts.preRun = [...(result.emscriptenOpts.preRun ?? []), install];
    return result;
  }
}

function syncStream(nodefs, stream) {
  if (stream.nfd !== undefined) {
    fs.fsyncSync(stream.nfd);
    return;
  }
  // A directory has no descriptor of its own in NODEFS; a rename is durable only when its directory is.
  const descriptor = fs.openSync(nodefs.realPath(stream.node), 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
