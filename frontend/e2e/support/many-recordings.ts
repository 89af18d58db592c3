import { execFileSync } from 'node:child_process';

const runSql = 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()';

/**
 * Adds recordings like the one there is, one an hour further back each, until there are `count`: what years leave behind.
 * Into the database itself, since reporting ten thousand takes longer than the test of them.
 */
export function multiplyRecordings(database: string, count: number): void {
  const sql = `
    insert into recordings (id, camera_id, camera_name, file_path, file_name, start_time, status, camera_deleted)
    with recursive hours(ago) as (select 1 union all select ago + 1 from hours where ago < ${count - 1})
    select id || '_' || ago, camera_id, camera_name, file_path, file_name,
      datetime(start_time, '-' || ago || ' hours'), 'Stopped', 0
    from recordings, hours
    where start_time = (select min(start_time) from recordings)`;
  execFileSync('/usr/bin/python3', ['-c', runSql, database, sql]);
}
