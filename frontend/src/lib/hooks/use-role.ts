import { createContext, useContext } from 'react';
import { mayDo, type Role } from '@/lib/account';

/** The role of who is logged in; administrator where logins are off. */
export const RoleContext = createContext<Role>('administrator');

/** Whether to show what is for a role. The server decides; this only spares people buttons that it would refuse. */
export function useMay(needed: Role): boolean {
  return mayDo(useContext(RoleContext), needed);
}
