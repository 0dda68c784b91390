/**
 * Stands in the place of the SDK's chain of providers in a function's bundle: a function has its role's credentials in its environment,
 * anew for every machine, and no files, no sign-on and no other service to ask.
 */
export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";
