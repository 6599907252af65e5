;; A number that must not be above a limit, by hand: what a component for gonogo is made of.
(component
  ;; The types of the contract, as far as this policy needs them.
  (import "gonogo:plugin/types@1.0.0" (instance $types
    (type $kind' (enum "number" "quantity" "text" "boolean" "time" "duration" "series" "several" "structured"))
    (export "fact-kind" (type $kind (eq $kind')))
    (type $unit (option string))
    (type $need' (record (field "name" string) (field "kind" $kind) (field "unit" $unit) (field "optional" bool) (field "description" string)))
    (export "fact-need" (type $need (eq $need')))
    (type $texts (list string))
    (type $setting-kind' (variant (case "number") (case "text") (case "boolean") (case "duration") (case "quantity" string) (case "choice" $texts) (case "numbers") (case "texts")))
    (export "setting-kind" (type $setting-kind (eq $setting-kind')))
    (type $setting-need' (record (field "name" string) (field "kind" $setting-kind) (field "required" bool) (field "description" string)))
    (export "setting-need" (type $setting-need (eq $setting-need')))
    (type $needs (list $need))
    (type $setting-needs (list $setting-need))
    (type $description' (record (field "name" string) (field "version" string) (field "summary" string) (field "facts" $needs) (field "settings" $setting-needs)))
    (export "description" (type $description (eq $description')))
    (type $number (option f64))
    (type $time (option s64))
    (type $phase' (record (field "name" string) (field "live" bool) (field "traffic" $number) (field "started" $time)))
    (export "phase" (type $phase (eq $phase')))
    (type $numbers (list f64))
    (type $setting' (variant (case "number" f64) (case "text" string) (case "boolean" bool) (case "duration" s64) (case "numbers" $numbers) (case "texts" $texts)))
    (export "setting" (type $setting (eq $setting')))
    (type $named (tuple string $setting))
    (type $configuration (list $named))
    (type $request' (record (field "phase" $phase) (field "now" s64) (field "configuration" $configuration)))
    (export "request" (type $request (eq $request')))
    (type $effect' (enum "warn" "no-go" "rollback"))
    (export "effect" (type $effect (eq $effect')))
    (type $outcome' (variant (case "pass") (case "fail" $effect) (case "undetermined")))
    (export "outcome" (type $outcome (eq $outcome')))
    (type $evidence' (record (field "name" string) (field "value" string)))
    (export "evidence" (type $evidence (eq $evidence')))
    (type $seen (list $evidence))
    (type $finding' (record (field "id" string) (field "outcome" $outcome) (field "message" string) (field "evidence" $seen)))
    (export "finding" (type $finding (eq $finding')))
    (type $quantity' (record (field "value" f64) (field "unit" string)))
    (export "quantity" (type $quantity (eq $quantity')))
    (type $times (list s64))
    (type $series' (record (field "unit" string) (field "times" $times) (field "values" $numbers)))
    (export "series" (type $series (eq $series')))
    (type $label (tuple string string))
    (type $labels (list $label))
    (type $labelled' (record (field "labels" $labels) (field "series" $series)))
    (export "labelled-series" (type $labelled (eq $labelled')))
    (type $several (list $labelled))
    (type $fact' (variant (case "number" f64) (case "quantity" $quantity) (case "text" string) (case "boolean" bool) (case "time" s64) (case "duration" s64) (case "series" $series) (case "several" $several) (case "structured" string)))
    (export "fact" (type $fact (eq $fact')))
    (type $problem' (record (field "state" string) (field "cause" string)))
    (export "problem" (type $problem (eq $problem')))
  ))
  (alias export $types "fact" (type $fact))
  (alias export $types "problem" (type $problem))
  (alias export $types "description" (type $description))
  (alias export $types "request" (type $request))
  (alias export $types "finding" (type $finding))

  ;; What the host can be asked.
  (import "gonogo:plugin/host@1.0.0" (instance $host
    (alias outer 1 $fact (type $fact'))
    (export "value" (type $fact (eq $fact')))
    (alias outer 1 $problem (type $problem'))
    (export "problem" (type $problem (eq $problem')))
    (type $answer (result $fact (error $problem)))
    (export "fact" (func (param "name" string) (result $answer)))
  ))

  ;; Memory, with what is always said in it. Below 4096 it is taken.
  (core module $ground'
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 4096))
    ;; Where the host puts texts and lists: one behind the other, since nothing is freed.
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $start i32)
      (local.set $start (i32.and
        (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
        (i32.sub (i32.const 0) (local.get $align))))
      (global.set $next (i32.add (local.get $start) (local.get $size)))
      (block $fits
        (br_if $fits (i32.le_u (global.get $next) (i32.mul (memory.size) (i32.const 65536))))
        (br_if $fits (i32.ne (i32.const -1) (memory.grow (i32.add (i32.const 1)
          (i32.shr_u (local.get $size) (i32.const 16))))))
        unreachable)
      (memory.copy (local.get $start) (local.get $old) (local.get $old-size))
      (local.get $start))

    ;; description: name, version, summary, facts, settings
    (data (i32.const 64)
      "\00\02\00\00\0b\00\00\00" "\20\02\00\00\05\00\00\00" "\40\02\00\00\26\00\00\00"
      "\80\00\00\00\01\00\00\00" "\c0\00\00\00\01\00\00\00")
    ;; fact-need: name, kind number, no unit, not optional, description
    (data (i32.const 128)
      "\70\02\00\00\05\00\00\00" "\00\00\00\00" "\00\00\00\00\00\00\00\00\00\00\00\00" "\00\00\00\00"
      "\80\02\00\00\10\00\00\00")
    ;; setting-need: name, kind number, required, description
    (data (i32.const 192)
      "\a0\02\00\00\05\00\00\00" "\00\00\00\00\00\00\00\00\00\00\00\00" "\01\00\00\00"
      "\b0\02\00\00\1e\00\00\00")
    (data (i32.const 512) "minimal-wat")
    (data (i32.const 544) "1.0.0")
    (data (i32.const 576) "Fails where a number is above a limit.")
    (data (i32.const 624) "value")
    (data (i32.const 640) "what is measured")
    (data (i32.const 672) "limit")
    (data (i32.const 688) "the greatest value that may be")

    ;; ok of one finding: id, pass, message, no evidence
    (data (i32.const 1024) "\00\00\00\00" "\20\04\00\00\01\00\00\00")
    (data (i32.const 1056)
      "\a0\02\00\00\05\00\00\00" "\00\00\00\00" "\80\04\00\00\1d\00\00\00" "\00\00\00\00\00\00\00\00")
    (data (i32.const 1152) "the value is within its limit")
    ;; the same, fail(no-go)
    (data (i32.const 1280) "\00\00\00\00" "\20\05\00\00\01\00\00\00")
    (data (i32.const 1312)
      "\a0\02\00\00\05\00\00\00" "\01\01\00\00" "\80\05\00\00\1c\00\00\00" "\00\00\00\00\00\00\00\00")
    (data (i32.const 1408) "the value is above its limit")
  )
  (core instance $ground (instantiate $ground'))
  (alias core export $ground "memory" (core memory $memory))
  (alias core export $ground "realloc" (core func $realloc))
  (core func $fact (canon lower (func $host "fact") (memory $memory) (realloc $realloc)))

  (core module $guest'
    (import "ground" "memory" (memory 1))
    (import "host" "fact" (func $fact (param i32 i32 i32)))

    (func (export "describe") (result i32) (i32.const 64))

    (func (export "evaluate")
      (param $phase i32) (param $phase-length i32) (param $live i32)
      (param $has-traffic i32) (param $traffic f64) (param $has-started i32) (param $started i64)
      (param $now i64) (param $settings i32) (param $count i32) (result i32)
      ;; result<fact, problem> at 2048: the host has checked that there is a number.
      (call $fact (i32.const 624) (i32.const 5) (i32.const 2048))
      ;; The only setting: a name of 8 bytes, then a variant with the number 8 bytes on.
      (select (i32.const 1024) (i32.const 1280)
        (f64.le (f64.load (i32.const 2064)) (f64.load offset=16 (local.get $settings)))))
  )
  (core instance $guest (instantiate $guest'
    (with "ground" (instance $ground))
    (with "host" (instance (export "fact" (func $fact))))
  ))

  (func (export "describe") (result $description)
    (canon lift (core func $guest "describe") (memory $memory)))
  (type $findings (list $finding))
  (type $answer (result $findings (error string)))
  (func (export "evaluate") (param "request" $request) (result $answer)
    (canon lift (core func $guest "evaluate") (memory $memory) (realloc $realloc)))
)
