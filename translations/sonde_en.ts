<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>sonde::CaptureFolder</name>
    <message numerus="yes">
        <source>%n old capture(s) in %1 cannot be deleted, among them %2.</source>
        <translation>
            <numerusform>%n old capture in %1 cannot be deleted: %2.</numerusform>
            <numerusform>%n old captures in %1 cannot be deleted, among them %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::CaptureQueue</name>
    <message numerus="yes">
        <source>%n record(s) are missing here, because recording failed.</source>
        <translation>
            <numerusform>%n record is missing here, because recording failed.</numerusform>
            <numerusform>%n records are missing here, because recording failed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::CaptureTab</name>
    <message numerus="yes">
        <source>%1 · %Ln record(s) · %2</source>
        <translation>
            <numerusform>%1 · %Ln record · %2</numerusform>
            <numerusform>%1 · %Ln records · %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::CloseForm</name>
    <message numerus="yes">
        <source>The reason has %n byte(s), and at most %1 fit.</source>
        <translation>
            <numerusform>The reason has %n byte, and at most %1 fit.</numerusform>
            <numerusform>The reason has %n bytes, and at most %1 fit.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::CommandLines</name>
    <message numerus="yes">
        <source>And %Ln more.</source>
        <translation>
            <numerusform>And %Ln more.</numerusform>
            <numerusform>And %Ln more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::CompareWindow</name>
    <message numerus="yes">
        <source>#%L1 · %2 · %3 · %4 · %Ln byte(s)</source>
        <translation>
            <numerusform>#%L1 · %2 · %3 · %4 · %Ln byte</numerusform>
            <numerusform>#%L1 · %2 · %3 · %4 · %Ln bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) larger</source>
        <translation>
            <numerusform>%Ln byte larger</numerusform>
            <numerusform>%Ln bytes larger</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) smaller</source>
        <translation>
            <numerusform>%Ln byte smaller</numerusform>
            <numerusform>%Ln bytes smaller</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln difference(s)</source>
        <translation>
            <numerusform>%Ln difference</numerusform>
            <numerusform>%Ln differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::Composer</name>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A ping carries at most %n byte(s), and this is %1.</source>
        <translation>
            <numerusform>A ping carries at most %n byte, and this is %1.</numerusform>
            <numerusform>A ping carries at most %n bytes, and this is %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::Connection</name>
    <message numerus="yes">
        <source>No more attempts: the limit of %n is reached.</source>
        <translation>
            <numerusform>No more attempts: the limit of %n is reached.</numerusform>
            <numerusform>No more attempts: the limit of %n is reached.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::Details</name>
    <message numerus="yes">
        <source>after %n redirect(s)</source>
        <translation>
            <numerusform>after %n redirect</numerusform>
            <numerusform>after %n redirects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) that are no frame</source>
        <translation>
            <numerusform>%Ln byte that is no frame</numerusform>
            <numerusform>%Ln bytes that are no frame</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) of payload</source>
        <translation>
            <numerusform>%Ln byte of payload</numerusform>
            <numerusform>%Ln bytes of payload</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::EnvironmentDialog</name>
    <message numerus="yes">
        <source>Remove the environment &quot;%1&quot; with %n value(s)?</source>
        <translation>
            <numerusform>Remove the environment &quot;%1&quot; with %n value?</numerusform>
            <numerusform>Remove the environment &quot;%1&quot; with %n values?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::FileCommands</name>
    <message numerus="yes">
        <source>%Ln row(s) exported to %1.</source>
        <translation>
            <numerusform>%Ln row exported to %1.</numerusform>
            <numerusform>%Ln rows exported to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::HandshakeFacts</name>
    <message numerus="yes">
        <source>window of %n bit(s), each message on its own</source>
        <translation>
            <numerusform>window of %n bit, each message on its own</numerusform>
            <numerusform>window of %n bits, each message on its own</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>window of %n bit(s)</source>
        <translation>
            <numerusform>window of %n bit</numerusform>
            <numerusform>window of %n bits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::Import</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::ImportDialog</name>
    <message numerus="yes">
        <source>%Ln password(s) or token(s) are kept as secrets, not in files. The profiles say {{secret:…}} in their place.</source>
        <translation>
            <numerusform>%Ln password or token is kept as a secret, not in files. The profiles say {{secret:…}} in its place.</numerusform>
            <numerusform>%Ln passwords or tokens are kept as secrets, not in files. The profiles say {{secret:…}} in their place.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln variable(s)</source>
        <translation>
            <numerusform>%Ln variable</numerusform>
            <numerusform>%Ln variables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln profile(s)</source>
        <translation>
            <numerusform>%Ln profile</numerusform>
            <numerusform>%Ln profiles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln environment(s)</source>
        <translation>
            <numerusform>%Ln environment</numerusform>
            <numerusform>%Ln environments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln secret(s)</source>
        <translation>
            <numerusform>%Ln secret</numerusform>
            <numerusform>%Ln secrets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::KeychainStore</name>
    <message numerus="yes">
        <source>The system&apos;s keychain does not answer: nothing came within %n second(s).</source>
        <translation>
            <numerusform>The system&apos;s keychain does not answer: nothing came within %n second.</numerusform>
            <numerusform>The system&apos;s keychain does not answer: nothing came within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::LabAbusePage</name>
    <message numerus="yes">
        <source>%n misbehaviour(s) and legal oddities, each on a connection of its own, with the profile&apos;s headers and credentials. Nothing of it goes into the log.</source>
        <translation>
            <numerusform>%n misbehaviour or legal oddity, each on a connection of its own, with the profile&apos;s headers and credentials. Nothing of it goes into the log.</numerusform>
            <numerusform>%n misbehaviours and legal oddities, each on a connection of its own, with the profile&apos;s headers and credentials. Nothing of it goes into the log.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) will send it what no client should send. That can fill its logs, raise alarms or, where it is badly made, bring it down. Do it only to a server that is yours.</source>
        <translation>
            <numerusform>%n connection will send it what no client should send. That can fill its logs, raise alarms or, where it is badly made, bring it down. Do it only to a server that is yours.</numerusform>
            <numerusform>%n connections will send it what no client should send. That can fill its logs, raise alarms or, where it is badly made, bring it down. Do it only to a server that is yours.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::LatestView</name>
    <message numerus="yes">
        <source>%Ln value(s)</source>
        <translation>
            <numerusform>%Ln value</numerusform>
            <numerusform>%Ln values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without such a value</source>
        <translation>
            <numerusform>%Ln without such a value</numerusform>
            <numerusform>%Ln without such a value</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>only %L1 values are told apart, %Ln message(s) had others</source>
        <translation>
            <numerusform>only %L1 values are told apart, %Ln message had others</numerusform>
            <numerusform>only %L1 values are told apart, %Ln messages had others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::LineCompareModel</name>
    <message numerus="yes">
        <source>%Ln equal line(s)</source>
        <translation>
            <numerusform>%Ln equal line</numerusform>
            <numerusform>%Ln equal lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln equal row(s) of 16 bytes</source>
        <translation>
            <numerusform>%Ln equal row of 16 bytes</numerusform>
            <numerusform>%Ln equal rows of 16 bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::LogPanel</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::LogView</name>
    <message numerus="yes">
        <source>%Ln new, jump to the newest</source>
        <translation>
            <numerusform>%Ln new, jump to the newest</numerusform>
            <numerusform>%Ln new, jump to the newest</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::NativeTransport</name>
    <message numerus="yes">
        <source>Not sent: %n file(s) already wait to go out.</source>
        <translation>
            <numerusform>Not sent: %n file already waits to go out.</numerusform>
            <numerusform>Not sent: %n files already wait to go out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::PlainText</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::ProfileImport</name>
    <message numerus="yes">
        <source>%Ln profile(s) imported.</source>
        <translation>
            <numerusform>%Ln profile imported.</numerusform>
            <numerusform>%Ln profiles imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::QtTransport</name>
    <message numerus="yes">
        <source>A ping carries at most %n byte(s) (RFC 6455 section 5.5).</source>
        <translation>
            <numerusform>A ping carries at most %n byte (RFC 6455 section 5.5).</numerusform>
            <numerusform>A ping carries at most %n bytes (RFC 6455 section 5.5).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The reason of a Close frame is at most %n byte(s) long.</source>
        <translation>
            <numerusform>The reason of a Close frame is at most %n byte long.</numerusform>
            <numerusform>The reason of a Close frame is at most %n bytes long.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::ReconnectBar</name>
    <message numerus="yes">
        <source>Gives up after %Ln attempt(s).</source>
        <translation>
            <numerusform>Gives up after %Ln attempt.</numerusform>
            <numerusform>Gives up after %Ln attempts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::Redirector</name>
    <message numerus="yes">
        <source>More than %n redirect(s) in a row are not followed: %1.</source>
        <translation>
            <numerusform>More than %n redirect in a row is not followed: %1.</numerusform>
            <numerusform>More than %n redirects in a row are not followed: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::RowCommands</name>
    <message numerus="yes">
        <source>Two rows are compared, and %Ln are selected.</source>
        <translation>
            <numerusform>Two rows are compared, and %Ln is selected.</numerusform>
            <numerusform>Two rows are compared, and %Ln are selected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::TextView</name>
    <message numerus="yes">
        <source>%n element(s)</source>
        <translation>
            <numerusform>%n element</numerusform>
            <numerusform>%n elements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::TokenRequest</name>
    <message numerus="yes">
        <source>It has %n byte(s). Check the path to the token, and that the answer is JSON.</source>
        <translation>
            <numerusform>It has %n byte. Check the path to the token, and that the answer is JSON.</numerusform>
            <numerusform>It has %n bytes. Check the path to the token, and that the answer is JSON.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::Values</name>
    <message numerus="yes">
        <source>%Ln secret(s) will be forgotten when Sonde ends: %1</source>
        <translation>
            <numerusform>%Ln secret will be forgotten when Sonde ends: %1</numerusform>
            <numerusform>%Ln secrets will be forgotten when Sonde ends: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::Workspace</name>
    <message numerus="yes">
        <source>The name is too long: %n character(s).</source>
        <translation>
            <numerusform>The name is too long: %n character.</numerusform>
            <numerusform>The name is too long: %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::cli::ConnectRun</name>
    <message numerus="yes">
        <source>The server closed the connection after %n messages.</source>
        <translation>
            <numerusform>The server closed the connection after %n message.</numerusform>
            <numerusform>The server closed the connection after %n messages.</numerusform>
        </translation>
    </message>
</context>
</TS>
