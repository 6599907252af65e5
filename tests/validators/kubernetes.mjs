// Judges objects of Kubernetes by the schemas of their kinds. The file is YAML; with `at` the object
// is that property of it.
import fs from 'node:fs';
import * as yaml from 'js-yaml';

const models = {
  AnalysisTemplate: '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1',
  Job: 'kubernetes-models/batch/v1',
  WorkflowTemplate: '@kubernetes-models/argo-workflows/argoproj.io/v1alpha1',
};
const [file, at] = process.argv.slice(1);
const all = yaml.load(fs.readFileSync(file, 'utf8'));
const object = at ? all[at] : all;
const model = (await import(models[object.kind]))[object.kind];
new model(object).validate();
console.log(`${object.kind} is valid`);
