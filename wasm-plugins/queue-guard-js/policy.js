// A queue that may not be long, and should not become longer.
import { fact } from "gonogo:plugin/host@1.0.0";

const SECOND = 1_000_000_000n;

export function describe() {
  return {
    name: "queue-guard",
    version: "1.0.0",
    summary: "Fails where a queue is long, and warns where it grows.",
    facts: [
      { name: "depth", kind: "series", optional: false, description: "messages that wait" },
    ],
    settings: [
      {
        name: "limit",
        kind: { tag: "number" },
        required: true,
        description: "as many messages may wait",
      },
      {
        name: "over",
        kind: { tag: "duration" },
        required: false,
        description: "how far to look back for growth; 5m",
      },
    ],
  };
}

export function evaluate(request) {
  const settings = new Map(request.configuration.map(([name, value]) => [name, value.val]));
  const limit = settings.get("limit");
  const over = settings.get("over") ?? 300n * SECOND;
  const depth = fact("depth").val;
  return [judgeDepth(depth, limit), judgeGrowth(depth, over)];
}

function judgeDepth({ values }, limit) {
  const last = values[values.length - 1];
  const isShort = last <= limit;
  return {
    id: "depth",
    outcome: isShort ? { tag: "pass" } : { tag: "fail", val: "no-go" },
    message: isShort ? "the queue is short enough" : "too many messages wait",
    evidence: [
      { name: "depth", value: String(last) },
      { name: "limit", value: String(limit) },
    ],
  };
}

// Against the last sample that is so old.
function judgeGrowth({ times, values }, over) {
  const end = values.length - 1;
  let start = end;
  while (start >= 0 && times[end] - times[start] < over) start -= 1;
  if (start < 0) {
    const message = "there are not enough samples to tell whether the queue grows";
    return { id: "growth", outcome: { tag: "undetermined" }, message, evidence: [] };
  }
  const growth = values[end] - values[start];
  return {
    id: "growth",
    outcome: growth > 0 ? { tag: "fail", val: "warn" } : { tag: "pass" },
    message: growth > 0 ? "the queue grows" : "the queue does not grow",
    evidence: [{ name: "growth", value: String(growth) }],
  };
}
