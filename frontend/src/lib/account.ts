export const roles = ['viewer', 'operator', 'administrator'] as const;

export type Role = (typeof roles)[number];

/** Of someone who waits for a role, or is kept out. */
export const noRole = 'none' as const;

/** A person who may log in; both the login and the users page speak of them. */
export interface Account {
  id: string;
  user_name: string;
  role: Role | typeof noRole;
  /** Null for all cameras. */
  camera_ids: string[] | null;
  /** Not for who comes by the OpenID Connect provider. */
  has_password: boolean;
  two_factor: boolean;
  created_at: string;
  last_login_at: string | null;
  /** In the answer to a login: wrong codes of the second factor since the last right one. */
  wrong_codes?: number;
}

/** Whether a role may do what is for another: each may do what those before it may. */
export function mayDo(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
