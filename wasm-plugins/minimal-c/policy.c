/* A number that must not be above a limit. */
#include "gonogo.h"

static const gonogo_fact_need facts[] = {{
    .name = GONOGO_STATIC("value"),
    .kind = GONOGO_NUMBER,
    .description = GONOGO_STATIC("what is measured"),
}};

static const gonogo_setting_need settings[] = {{
    .name = GONOGO_STATIC("limit"),
    .kind = { .kind = GONOGO_SETTING_NUMBER },
    .required = true,
    .description = GONOGO_STATIC("the greatest value that may be"),
}};

static gonogo_description gonogo_describe(void) {
    return (gonogo_description){
        .name = GONOGO_TEXT("minimal-c"),
        .version = GONOGO_TEXT("1.0.0"),
        .summary = GONOGO_TEXT("Fails where a number is above a limit."),
        .facts = { facts, 1 },
        .settings = { settings, 1 },
    };
}

static gonogo_answer refuse(gonogo_text cause) {
    return (gonogo_answer){ .is_error = true, .error = cause };
}

static gonogo_answer gonogo_evaluate(const gonogo_request *request) {
    static gonogo_finding finding;
    const gonogo_setting *limit = gonogo_find(request, GONOGO_TEXT("limit"));
    if (limit == NULL || limit->value.kind != GONOGO_VALUE_NUMBER)
        return refuse(GONOGO_TEXT("there is no `limit`"));
    gonogo_fact_or_problem answer = gonogo_ask(GONOGO_TEXT("value"));
    if (answer.is_problem) return refuse(answer.problem.cause);
    if (answer.fact.kind != GONOGO_NUMBER) return refuse(GONOGO_TEXT("`value` is no number"));

    bool is_within = answer.fact.number <= limit->value.number;
    finding.id = GONOGO_TEXT("limit");
    finding.outcome.kind = is_within ? GONOGO_PASS : GONOGO_FAIL;
    finding.outcome.effect = GONOGO_NO_GO;
    finding.message = is_within ? GONOGO_TEXT("the value is within its limit")
                                : GONOGO_TEXT("the value is above its limit");
    return (gonogo_answer){ .findings = { &finding, 1 } };
}
