/**
 * THE LIST PRICES that `npm run cost` reckons with, without discounts and free tiers. Prices change: before a budget is made from
 * them, hold each against the page of its source.
 */
export interface Prices {
  region: string;
  currency: "USD" | "CNY";
  asOf: string;
  source: string;
  /** Those that were read on the source's pages when this was written; the others are as generally known. */
  fromPages: (keyof Prices)[];
  /** A million request units of tables on demand. */
  readUnits: number;
  writeUnits: number;
  /** A GB and month. */
  tableStorage: number;
  tableRecovery: number;
  fileStorage: number;
  /** A million. */
  fileGets: number;
  functionCalls: number;
  /** A GB-second on arm64. */
  functionTime: number;
  /** A million requests of the HTTP API. */
  apiCalls: number;
  /** Edge: a million HTTPS requests, a GB to readers. */
  edgeCalls: number;
  edgeTraffic: number;
  /** A GB from the region to readers, where there is no edge. */
  regionTraffic: number;
  /** A GB of log lines taken in. */
  logs: number;
}

export const priceLists: Record<"us-east-1" | "cn-north-1", Prices> = {
  "us-east-1": {
    region: "us-east-1",
    currency: "USD",
    asOf: "2025-06",
    source: "aws.amazon.com/<service>/pricing, US East (N. Virginia); edge: United States and Europe, first 10 TB",
    fromPages: [],
    readUnits: 0.125,
    writeUnits: 0.625,
    tableStorage: 0.25,
    tableRecovery: 0.2,
    fileStorage: 0.023,
    fileGets: 0.4,
    functionCalls: 0.2,
    functionTime: 0.000_013_333_4,
    apiCalls: 1,
    edgeCalls: 1,
    edgeTraffic: 0.085,
    regionTraffic: 0.09,
    logs: 0.5,
  },
  "cn-north-1": {
    region: "cn-north-1",
    currency: "CNY",
    asOf: "2024-10",
    source: "www.amazonaws.cn/en/<service>/pricing, China (Beijing), operated by Sinnet; edge: CloudFront China, pay by traffic",
    fromPages: ["writeUnits", "edgeCalls", "edgeTraffic"],
    readUnits: 2.2308,
    writeUnits: 11.1538,
    tableStorage: 2.23,
    tableRecovery: 1.78,
    fileStorage: 0.195,
    fileGets: 3.3,
    functionCalls: 1.36,
    functionTime: 0.000_090_8,
    apiCalls: 6.9,
    edgeCalls: 15,
    edgeTraffic: 0.308_66,
    regionTraffic: 0.933,
    logs: 6.228,
  },
};
