// Stand-ins for the steps of Jenkins that the library's step calls; each says what it was asked.
class Ended extends RuntimeException {}

def step = new GroovyShell(new Binding(variables: [:])).parse(new File('STEP'))
def variables = []
step.metaClass.withEnv = { List given, Closure body -> variables = given; body() }
step.metaClass.sh = { Map asked ->
    def builder = new ProcessBuilder('sh', '-e', '-c', asked.script)
    variables.each { builder.environment().put(*it.split('=', 2)) }
    builder.redirectErrorStream(true).redirectOutput(new File('log.txt'))
    builder.start().waitFor()
}
step.metaClass.readFile = { String name ->
    def file = new File(name)
    file.exists() ? file.text : ''
}
step.metaClass.archiveArtifacts = { Map asked -> }
step.metaClass.unstable = { String text -> println "unstable ${text}" }
step.metaClass.error = { String text -> println "error ${text}"; throw new Ended() }
try {
    println "returned ${step.call([CALL])}"
} catch (Ended ended) {
    // It was said.
}
