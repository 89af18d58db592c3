/** Why a login by the provider did not get someone in, as the server names it in the address of the login page. */
export const loginProblems = ['refused', 'denied', 'failed', 'unavailable', 'setup'] as const;

export type LoginProblem = (typeof loginProblems)[number];
