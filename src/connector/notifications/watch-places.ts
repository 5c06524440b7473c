/**
 * How many mailboxes of one server are watched at a time. Each keeps a connection open, of which a process has a
 * thousand by default, and a server keeps count too; where there are more, the interval carries their changes.
 */
export const MOST_AT_ONE_SERVER = 300;

export interface WatchPlaces {
  /** @returns false when the server has enough of them; one that has its place already keeps it */
  take(server: string, watch: object): boolean;
  leave(server: string, watch: object): void;
}

export function createWatchPlaces(): WatchPlaces {
  const taken = new Map<string, Set<object>>();
  return {
    take: (server, watch) => {
      const ofServer = taken.get(server) ?? new Set();
      taken.set(server, ofServer);
      if (ofServer.size >= MOST_AT_ONE_SERVER && !ofServer.has(watch)) return false;
      ofServer.add(watch);
      return true;
    },
    leave: (server, watch) => {
      const ofServer = taken.get(server);
      ofServer?.delete(watch);
      if (ofServer?.size === 0) taken.delete(server);
    },
  };
}
