export * from "./n8n.cjs";
