/** Where the two read models live that people's lists are made of. */
export type Schemas = { readonly inbox: string; readonly accounts: string };

/** Where they live unless told. */
export const usualSchemas: Schemas = { inbox: 'inbox', accounts: 'accounts' };

/**
 * A condition on the conversation `c`: requests of an account that is suspended, deactivated or
 * deleted lie in nobody's sight while it is; an open conversation stays. An account of which
 * nothing is known yet is like any other.
 */
export const inSight = ({ accounts }: Schemas): string =>
  `(c.folder = 'inbox' or not exists (
     select 1 from ${accounts}.accounts as a where a.account_id = c.other
       and a.standing in ('suspended', 'deactivated', 'deleted')))`;
