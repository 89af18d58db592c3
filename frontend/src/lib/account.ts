export const roles = ['viewer', 'operator', 'administrator'] as const;

export type Role = (typeof roles)[number];

/** A person who may log in; both the login and the users page speak of them. */
export interface Account {
  id: string;
  user_name: string;
  role: Role;
  /** Null for all cameras. */
  camera_ids: string[] | null;
  two_factor: boolean;
  created_at: string;
  last_login_at: string | null;
}

/** Whether a role may do what is for another: each may do what those before it may. */
export function mayDo(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
