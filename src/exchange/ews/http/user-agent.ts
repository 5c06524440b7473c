/** Administrators allow and block clients by this name, so it says only who we are. Kept equal to package.json by a test. */
export const USER_AGENT = 'Raccordo/0.1.0';
