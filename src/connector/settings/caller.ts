import type { Principal } from '../../people/index.ts';

/** May do everything: the holder of the token, and people with that role. */
export function administers(caller: Principal): boolean {
  return caller.kind === 'operator' || caller.role === 'administrator';
}

/** How the record of what was done names the caller. */
export function actorOf(caller: Principal): string {
  return caller.kind === 'operator' ? 'operator' : caller.name;
}
