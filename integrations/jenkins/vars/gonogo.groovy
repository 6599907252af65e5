// A gate as a step: gonogo(gate: 'gate.yaml', phase: 'canary', noGo: 'unstable', rollback: { … })
// What is asked becomes variables that only gonogo reads; lists have a value on each line.
def call(Map asked) {
    List<String> variables = ['GONOGO_INPUT_REPORTS=gonogo-out']
    for (String name : asked.keySet()) {
        if (name in ['program', 'noGo', 'rollback']) { continue }
        def value = asked[name] instanceof List ? asked[name].join('\n') : asked[name]
        variables << "GONOGO_INPUT_${name.replaceAll('([A-Z])', '_$1').toUpperCase()}=${value}".toString()
    }
    variables << "GONOGO_PATH=${asked.program ?: 'gonogo'}".toString()
    int code = 1
    withEnv(variables) {
        code = sh(label: 'gonogo', returnStatus: true, script: 'rm -rf gonogo-out; "$GONOGO_PATH" ci files')
    }
    archiveArtifacts artifacts: 'gonogo-out/*', allowEmptyArchive: true
    switch (code) {
        case 0:
            if (readFile('gonogo-out/verdict') != 'go') { error('gonogo: there is no decision') }
            return 'go'
        case 10:
            if (asked.noGo != 'unstable') { error('gonogo: no-go') }
            unstable('gonogo: no-go')
            return 'no-go'
        case 20:
            if (asked.rollback) { asked.rollback() }
            error('gonogo: rollback')
            break
        default:
            error("gonogo: there is no decision (exit code ${code})")
    }
}
