import { config } from 'zod';

// Zod tries to compile schemas with `new Function`, which the content security policy forbids, and the browser reports each
// try. This module is imported before all others: schemas are made when their modules are loaded.
config({ jitless: true });
