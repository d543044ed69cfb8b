import { writeFileSync } from 'node:fs';
import { siteSchemaText } from './site-schema.ts';

/** `npm run schema`: writes the JSON Schema editors check site files with. */
writeFileSync('config/site.schema.json', siteSchemaText());
