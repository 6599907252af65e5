// A number that must not be above a limit.
import { fact } from "gonogo:plugin/host@1.0.0";

export function describe() {
  return {
    name: "my-policy",
    version: "0.1.0",
    summary: "Fails where a number is above a limit.",
    facts: [{ name: "value", kind: "number", optional: false, description: "what is measured" }],
    settings: [
      {
        name: "limit",
        kind: { tag: "number" },
        required: true,
        description: "the greatest value that may be",
      },
    ],
  };
}

export function evaluate(request) {
  const settings = new Map(request.configuration.map(([name, value]) => [name, value.val]));
  const value = fact("value").val;
  const isWithin = value <= settings.get("limit");
  return [
    {
      id: "limit",
      outcome: isWithin ? { tag: "pass" } : { tag: "fail", val: "no-go" },
      message: isWithin ? "the value is within its limit" : "the value is above its limit",
      evidence: [{ name: "value", value: String(value) }],
    },
  ];
}
