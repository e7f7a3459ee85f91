export * from "./aws-apigateway-ws.cjs";
