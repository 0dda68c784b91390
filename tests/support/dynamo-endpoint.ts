import type { Emulator } from "./dynamo-emulators.ts";

/** What is tested on the engine that DYNAMODB_ENDPOINT names is listed as not run without it. */
export const endpointMissing = process.env["DYNAMODB_ENDPOINT"] ? undefined : "DYNAMODB_ENDPOINT is not set";

/** That engine, with region and credentials from the usual variables; it runs already and goes on running. */
export function endpointEngine(): Emulator {
  const { DYNAMODB_ENDPOINT, AWS_REGION = "us-east-1", AWS_ACCESS_KEY_ID = "test", AWS_SECRET_ACCESS_KEY = "test" } = process.env;
  return {
    endpoint: DYNAMODB_ENDPOINT!,
    region: AWS_REGION,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
    stop: async () => {},
  };
}
