import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import { type TableDefinition, type TableName, tables } from "../functions/tables.ts";
import type { StageSettings } from "./settings.ts";

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** Before each table's name; after a restore with its suffix, see `restore-tables.ts`. */
export const tablePrefix = ({ stage, restored }: Pick<StageSettings, "stage" | "restored">) =>
  `gxjt-${stage}-${restored ? `${restored}-` : ""}`;

/** Every table of the data map: paid by request, recoverable to any second of 35 days, never deleted with the stack. */
export class Tables extends Construct {
  /** Those that the functions work with: the stack's own, or the restored ones. */
  readonly byName: Record<TableName, { arn: string; name: string }>;

  constructor(scope: Construct, settings: StageSettings) {
    super(scope, "Tables");
    const { stage, restored } = settings;
    const made = Object.entries(tables as Record<string, TableDefinition>).map(([name, { indexes }]) => {
      const table = new Table(this, name, {
        tableName: tablePrefix({ stage }) + name,
        partitionKey: text("pk"),
        sortKey: text("sk"),
        billingMode: BillingMode.PAY_PER_REQUEST,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        encryption: TableEncryption.AWS_MANAGED,
        timeToLiveAttribute: "expiresAt",
        deletionProtection: true,
        removalPolicy: RemovalPolicy.RETAIN,
      });
      for (const [indexName, { pk, sk }] of Object.entries(indexes))
        table.addGlobalSecondaryIndex({ indexName, partitionKey: text(pk), sortKey: text(sk), projectionType: ProjectionType.ALL });
      const used = restored ? Table.fromTableName(this, `${name} restored`, tablePrefix(settings) + name) : table;
      return [name, { arn: used.tableArn, name: used.tableName }] as const;
    });
    this.byName = Object.fromEntries(made) as typeof this.byName;
  }
}
