import type { Endpoint } from '../../endpoint.ts';
import { changePassword } from './change-password.ts';
import { createAdministrator } from './create-administrator.ts';
import { createUser } from './create-user.ts';
import { endUserSessions } from './end-user-sessions.ts';
import { getSession } from './get-session.ts';
import { getSetup } from './get-setup.ts';
import { getUser } from './get-user.ts';
import { inspectLink } from './inspect-link.ts';
import { issuePasswordLink } from './issue-password-link.ts';
import { listAudit } from './list-audit.ts';
import { listUsers } from './list-users.ts';
import { redeemLink } from './redeem-link.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { updateUser } from './update-user.ts';

/** Who there is, how they get in, and what they did. */
export const PEOPLE_ENDPOINTS: readonly Endpoint[] = [
  changePassword,
  createAdministrator,
  createUser,
  endUserSessions,
  getSession,
  getSetup,
  getUser,
  inspectLink,
  issuePasswordLink,
  listAudit,
  listUsers,
  redeemLink,
  signIn,
  signOut,
  updateUser,
];
