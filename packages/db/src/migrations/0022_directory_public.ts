import { type Kysely, sql } from 'kysely';

/**
 * What anyone may read of the directory (docs/adr/0020-directory.md). The tables become the participants' alone: under the
 * name that the portal works under they are empty, telephones of 24/7 desks and providers with them. In their place stands one
 * view, whose columns and keys are the whole list of what is public; what is not written here is nobody's but participants'.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations are frozen in time and know no current types
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
do $$
declare t text;
begin
  foreach t in array array['directory_version', 'directory_decision', 'directory_attestation', 'test_call',
    'test_call_answer']
  loop
    execute format('alter policy published on %I using (exists (select from participant
      where code = nullif(current_setting(''app.participant'', true), '''')))', t);
  end loop;
  -- the view reads as its owner, whom row-level security binds too: for the portal and in no other transaction
  foreach t in array array['directory_version', 'directory_decision', 'directory_attestation']
  loop
    execute format('create policy portal on %I for select to current_user
      using (current_setting(''app.participant'', true) = ''public'')', t);
  end loop;
end $$;

-- Versions of authorities that came into force, with the moment they did; an address and a mail where the State says that
-- anyone may read them, and never of a 24/7 desk.
create view directory_public with (security_barrier) as
select v.state, v.entry, v.version, v.withdrawn, case when v.call_back then d.at else v.at end as since,
  jsonb_strip_nulls(jsonb_build_object(
    'role', v.said -> 'role',
    'name', v.said -> 'name',
    'instruments', v.said -> 'instruments',
    'networks', v.said -> 'networks',
    'languages', v.said -> 'languages',
    'channels', v.said -> 'channels',
    'address', case when v.said ->> 'role' <> 'point_of_contact' and v.said -> 'public_contact' @> '["address"]'
      then v.said -> 'address' end,
    'email', case when v.said ->> 'role' <> 'point_of_contact' and v.said -> 'public_contact' @> '["email"]'
      then v.said -> 'email' end
  )) as said
from directory_version v
left join directory_decision d on d.state = v.state and d.entry = v.entry and d.version = v.version
  and d.decision = 'confirmed'
where v.kind = 'authority' and (not v.call_back or d.at is not null)
  and current_setting('app.participant', true) = 'public';

create view directory_attestation_public with (security_barrier) as
select state, at from directory_attestation where current_setting('app.participant', true) = 'public';

grant select on directory_public, directory_attestation_public to rogatoria_app;
`.execute(db);
}
