import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { StageSettings } from "./settings.ts";

/** The route of a request, never its path: a 查询码 stands in one. */
const accessLog = AccessLogFormat.custom(
  JSON.stringify({
    at: "$context.requestTime",
    requestId: "$context.requestId",
    ip: "$context.identity.sourceIp",
    route: "$context.routeKey",
    status: "$context.status",
    bytes: "$context.responseLength",
    ms: "$context.responseLatency",
    error: "$context.integrationErrorMessage",
  }),
);

/** The regional HTTP API in front of the two functions that answer requests. */
export class Api extends Construct {
  readonly http: HttpApi;
  readonly stage: HttpStage;

  constructor(scope: Construct, { edge, logDays, stage, throttle }: StageSettings) {
    super(scope, "Api");
    this.http = new HttpApi(this, "Http", {
      apiName: `gxjt-${stage}`,
      createDefaultStage: false,
      // Under a domain of its own the API has no second address.
      disableExecuteApiEndpoint: edge === "api-domain",
    });
    this.stage = new HttpStage(this, "Stage", {
      httpApi: this.http,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: throttle.perSecond, burstLimit: throttle.burst },
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, "AccessLog", { retention: logDays, removalPolicy: RemovalPolicy.RETAIN }),
        ),
        format: accessLog,
      },
    });
  }

  /** By prefix, as the one-machine server does. */
  route(publicFunction: IFunction, staffFunction: IFunction): void {
    const staff = new HttpLambdaIntegration("staff", staffFunction);
    const everybody = new HttpLambdaIntegration("public", publicFunction);
    // HTTP APIs refuse a route that ends in a slash; `{path+}` stands for the empty path after it too, as others report of theirs
    // (storacha/w3infra#166), and what looks away from a last slash finds `/staff`.
    const routes = [
      ...["/api/staff/{path+}", "/staff", "/staff/{path+}"].flatMap((path) =>
        this.http.addRoutes({ path, methods: [HttpMethod.ANY], integration: staff }),
      ),
      new HttpRoute(this, "Everybody", { httpApi: this.http, routeKey: HttpRouteKey.DEFAULT, integration: everybody }),
    ];
    for (const route of routes)
      Validations.of(route).acknowledge({
        id: "AwsSolutions-APIG4",
        reason:
          "Who may call what stands in functions/access.ts and is checked by the functions with the column's own sessions; a test walks every route with every role.",
      });
  }
}
