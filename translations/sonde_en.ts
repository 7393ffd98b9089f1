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
    <name>sonde::FootBar</name>
    <message numerus="yes">
        <source>Gives up after %Ln attempt(s).</source>
        <translation>
            <numerusform>Gives up after %Ln attempt.</numerusform>
            <numerusform>Gives up after %Ln attempts.</numerusform>
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
</TS>
