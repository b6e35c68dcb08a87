/** What most rows cache: five fields. */
export interface User {
  id: number;
  name: string;
  email: string;
  teamId: number;
  active: boolean;
}

/** What the cached functions load. */
export function loadUser(id: number): User {
  return { id, name: `name ${id}`, email: `user${id}@example.com`, teamId: id % 10, active: id % 2 === 0 };
}

/** The copy that a person would write for this type. */
export function copyUser({ id, name, email, teamId, active }: User): User {
  return { id, name, email, teamId, active };
}
