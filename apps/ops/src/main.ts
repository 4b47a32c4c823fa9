import 'reflect-metadata';
import { CommandFactory } from 'nest-commander';
import { endingOf } from './failures';
import { OpsModule } from './ops.module';

const throwOn = (error: Error): never => {
  throw error;
};

const start = async (): Promise<void> => {
  try {
    await CommandFactory.run(OpsModule, {
      logger: false,
      abortOnError: false,
      serviceErrorHandler: throwOn,
      version: '0.1.0',
    });
  } catch (error) {
    const { code, said } = endingOf(error);
    process.stderr.write(said);
    process.exitCode = code;
  }
  // Clients may leave a timer or a socket behind; what was printed must be out first.
  process.stdout.write('', () => process.exit());
};

// Whoever reads only the first lines (`| head`) has what they want.
process.stdout.on('error', () => process.exit());
void start();
