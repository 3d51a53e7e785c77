import fc from 'fast-check';

// Property tests are the same in every run, so that a red one means a change. PROPERTY_SEED=random, or a number, looks further.
const wanted = process.env['PROPERTY_SEED'] ?? '20260115';
if (wanted !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) });
