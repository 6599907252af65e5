/* The contract of gonogo's policies (policy.wit) in C, for clang without a C library.
 *
 * A policy implements gonogo_describe and gonogo_evaluate. Texts are UTF-8 with a length, and need
 * no zero at their end. What a policy returns must outlive the call: static data, or gonogo_allocate.
 * Nothing is ever freed, since each question gets an instance of its own.
 *
 * Sizes are those of the component model's canonical ABI, which are those of clang for wasm32.
 */
#ifndef GONOGO_H
#define GONOGO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct { const char *start; size_t length; } gonogo_text;
/* The second one is for static data. */
#define GONOGO_TEXT(literal) ((gonogo_text)GONOGO_STATIC(literal))
#define GONOGO_STATIC(literal) { "" literal, sizeof(literal) - 1 }

typedef struct { const gonogo_text *start; size_t length; } gonogo_texts;
typedef struct { const double *start; size_t length; } gonogo_numbers;
typedef struct { const int64_t *start; size_t length; } gonogo_times;
typedef struct { bool is_some; gonogo_text value; } gonogo_optional_text;
typedef struct { bool is_some; double value; } gonogo_optional_number;
typedef struct { bool is_some; int64_t value; } gonogo_optional_time;

typedef enum {
    GONOGO_NUMBER, GONOGO_QUANTITY, GONOGO_TEXT_FACT, GONOGO_BOOLEAN, GONOGO_TIME,
    GONOGO_DURATION, GONOGO_SERIES, GONOGO_SEVERAL, GONOGO_STRUCTURED
} gonogo_fact_kind;

typedef struct { gonogo_text unit; gonogo_times times; gonogo_numbers values; } gonogo_series;
typedef struct { gonogo_text key, value; } gonogo_label;
typedef struct {
    struct { const gonogo_label *start; size_t length; } labels;
    gonogo_series series;
} gonogo_labelled_series;

typedef struct {
    uint8_t kind; /* gonogo_fact_kind */
    union {
        double number;
        struct { double value; gonogo_text unit; } quantity;
        gonogo_text text; /* of texts, and JSON of what is structured */
        bool boolean;
        int64_t nanos; /* of times and durations */
        gonogo_series series;
        struct { const gonogo_labelled_series *start; size_t length; } several;
    };
} gonogo_fact;

/* Why a fact has no value: a state such as `missing` or `stale`, and the cause in words. */
typedef struct { gonogo_text state, cause; } gonogo_problem;

typedef struct {
    bool is_problem;
    union { gonogo_fact fact; gonogo_problem problem; };
} gonogo_fact_or_problem;

typedef struct {
    gonogo_text name;
    uint8_t kind; /* gonogo_fact_kind */
    gonogo_optional_text unit;
    bool optional;
    gonogo_text description;
} gonogo_fact_need;

typedef enum {
    GONOGO_SETTING_NUMBER, GONOGO_SETTING_TEXT, GONOGO_SETTING_BOOLEAN, GONOGO_SETTING_DURATION,
    GONOGO_SETTING_QUANTITY, GONOGO_SETTING_CHOICE, GONOGO_SETTING_NUMBERS, GONOGO_SETTING_TEXTS
} gonogo_setting_kind;

typedef struct {
    gonogo_text name;
    struct {
        uint8_t kind; /* gonogo_setting_kind */
        union { gonogo_text unit; gonogo_texts choices; };
    } kind;
    bool required;
    gonogo_text description;
} gonogo_setting_need;

typedef struct {
    gonogo_text name, version, summary;
    struct { const gonogo_fact_need *start; size_t length; } facts;
    struct { const gonogo_setting_need *start; size_t length; } settings;
} gonogo_description;

typedef enum {
    GONOGO_VALUE_NUMBER, GONOGO_VALUE_TEXT, GONOGO_VALUE_BOOLEAN, GONOGO_VALUE_DURATION,
    GONOGO_VALUE_NUMBERS, GONOGO_VALUE_TEXTS
} gonogo_value_kind;

typedef struct {
    gonogo_text name;
    struct {
        uint8_t kind; /* gonogo_value_kind */
        union {
            double number; /* of a quantity too, in the unit that was described */
            gonogo_text text;
            bool boolean;
            int64_t nanos;
            gonogo_numbers numbers;
            gonogo_texts texts;
        };
    } value;
} gonogo_setting;

typedef struct {
    gonogo_text phase;
    bool live; /* something is deployed that could be rolled back */
    gonogo_optional_number traffic; /* in percent */
    gonogo_optional_time started;
    int64_t now; /* the time that is judged, in nanoseconds since 1970 */
    struct { const gonogo_setting *start; size_t length; } settings;
} gonogo_request;

typedef enum { GONOGO_PASS, GONOGO_FAIL, GONOGO_UNDETERMINED } gonogo_outcome;
typedef enum { GONOGO_WARN, GONOGO_NO_GO, GONOGO_ROLLBACK } gonogo_effect;

typedef struct { gonogo_text name, value; } gonogo_evidence;

typedef struct {
    gonogo_text id; /* [a-z0-9-], once in an answer */
    struct { uint8_t kind, effect; } outcome; /* gonogo_outcome; gonogo_effect of a failure */
    gonogo_text message; /* one sentence for whoever is on call */
    struct { const gonogo_evidence *start; size_t length; } evidence;
} gonogo_finding;

/* What was found, at least one thing; or why nothing can be judged at all. */
typedef struct {
    bool is_error;
    union {
        struct { const gonogo_finding *start; size_t length; } findings;
        gonogo_text error;
    };
} gonogo_answer;

_Static_assert(sizeof(gonogo_fact_or_problem) == 40, "result<fact, problem>");
_Static_assert(sizeof(gonogo_labelled_series) == 32, "labelled-series");
_Static_assert(sizeof(gonogo_fact_need) == 36, "fact-need");
_Static_assert(sizeof(gonogo_setting_need) == 32, "setting-need");
_Static_assert(sizeof(gonogo_description) == 40, "description");
_Static_assert(sizeof(gonogo_setting) == 24, "tuple<string, setting>");
_Static_assert(sizeof(gonogo_finding) == 28, "finding");
_Static_assert(sizeof(gonogo_answer) == 12, "result<list<finding>, string>");

/* To be written by the policy. */
static gonogo_description gonogo_describe(void);
static gonogo_answer gonogo_evaluate(const gonogo_request *request);

/* Memory behind the static data, grown as it is used up; traps where the host gives no more. */
static inline void *gonogo_allocate(size_t size, size_t align) {
    extern unsigned char __heap_base;
    static uintptr_t next = 0;
    const uintptr_t page = 65536;
    if (next == 0) next = (uintptr_t)&__heap_base;
    uintptr_t start = (next + align - 1) & ~(uintptr_t)(align - 1);
    uintptr_t end = start + size;
    if (start < next || end < start) __builtin_trap();
    uintptr_t pages = __builtin_wasm_memory_size(0);
    if (end > pages * page) {
        uintptr_t more = (end - 1) / page + 1 - pages;
        if (__builtin_wasm_memory_grow(0, more) == (size_t)-1) __builtin_trap();
    }
    next = end;
    return (void *)start;
}

#define GONOGO_IMPORT(name) \
    __attribute__((import_module("gonogo:plugin/host@1.0.0"), import_name(name)))

GONOGO_IMPORT("fact")
void gonogo_import_fact(const char *name, size_t length, gonogo_fact_or_problem *answer);

GONOGO_IMPORT("log")
void gonogo_import_log(int32_t level, const char *message, size_t length);

/* One of the facts that the rule lists. */
static inline gonogo_fact_or_problem gonogo_ask(gonogo_text name) {
    gonogo_fact_or_problem answer;
    gonogo_import_fact(name.start, name.length, &answer);
    return answer;
}

typedef enum { GONOGO_DEBUG, GONOGO_INFO, GONOGO_WARNING } gonogo_level;

/* For whoever writes the policy: shown by `gonogo plugin run`, and nowhere else. */
static inline void gonogo_log(gonogo_level level, gonogo_text message) {
    gonogo_import_log(level, message.start, message.length);
}

static inline bool gonogo_equal(gonogo_text left, gonogo_text right) {
    if (left.length != right.length) return false;
    for (size_t at = 0; at < left.length; at++)
        if (left.start[at] != right.start[at]) return false;
    return true;
}

/* What the rule says of a setting, or null where it says nothing. */
static inline const gonogo_setting *gonogo_find(const gonogo_request *request, gonogo_text name) {
    for (size_t at = 0; at < request->settings.length; at++)
        if (gonogo_equal(request->settings.start[at].name, name)) return &request->settings.start[at];
    return NULL;
}

/* What the component model calls. */
__attribute__((export_name("cabi_realloc")))
void *gonogo_reallocate(const char *old, size_t old_size, size_t align, size_t size) {
    char *fresh = gonogo_allocate(size, align);
    for (size_t at = 0; at < old_size && at < size; at++) fresh[at] = old[at];
    return fresh;
}

__attribute__((export_name("describe")))
const gonogo_description *gonogo_export_describe(void) {
    static gonogo_description description;
    description = gonogo_describe();
    return &description;
}

__attribute__((export_name("evaluate")))
const gonogo_answer *gonogo_export_evaluate(
    const char *phase, size_t phase_length, int32_t live, int32_t has_traffic, double traffic,
    int32_t has_started, int64_t started, int64_t now, const gonogo_setting *settings, size_t count
) {
    static gonogo_answer answer;
    gonogo_request request = {
        .phase = { phase, phase_length },
        .live = live != 0,
        .traffic = { has_traffic != 0, traffic },
        .started = { has_started != 0, started },
        .now = now,
        .settings = { settings, count },
    };
    answer = gonogo_evaluate(&request);
    return &answer;
}

#endif
