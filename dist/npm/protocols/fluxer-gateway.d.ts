export * from "./fluxer-gateway.cjs";
