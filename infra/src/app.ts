import { join } from 'node:path';
import { App, DefaultStackSynthesizer, Validations } from 'aws-cdk-lib';
import { catalogue, checkCatalogue } from '@registry/catalogue';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleFunctions } from './bundles.ts';
import { DataStack } from './data-stack.ts';
import { ServiceStack } from './service-stack.ts';

const root = join(import.meta.dirname, '..', '..');
const app = new App({
  outdir: process.env['CDK_OUTDIR'] ?? join(root, 'cdk.out'),
  autoSynth: false,
  analyticsReporting: false,
  // @ts-expect-error The CDK's own types do not agree under exactOptionalPropertyTypes.
  defaultStackSynthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  // Here and not in cdk.json, so that running this file without the CDK's command gives the same
  // templates.
  postCliContext: {
    ...recommended,
    '@aws-cdk/core:target-partitions': ['aws'],
    // A stack that others read from cannot be broken under them.
    '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  },
});
const faults = checkCatalogue(catalogue);
if (faults.length > 0) throw new Error(`The catalogue is not sound:\n${faults.join('\n')}`);
const bundles = await bundleFunctions(join(root, 'functions'));
try {
  // Published and practices' own data stay in the United Kingdom: London, whatever the deployer's
  // default region is.
  const settings = { env: { region: 'eu-west-2' }, bundles };
  const data = new DataStack(app, 'registry-data', settings);
  new ServiceStack(app, 'registry-service', { ...settings, data });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
} finally {
  bundles.remove();
}
