<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru">
<context>
    <name>main</name>
    <message>
        <source>A WebSocket tester.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address to open and connect, a tab for each.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::Address</name>
    <message>
        <source>The address has a space in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write %20 for a space in a path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address has a control character in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a web address: %1://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its WebSocket form is %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1:// is not a WebSocket address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WebSocket addresses begin with ws:// or wss://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two slashes behind %1: are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bracket of the IPv6 address is not closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it as [::1].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An IPv6 address needs brackets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address has no host.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type one such as ws://127.0.0.1:9001/echo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The port &quot;%1&quot; is not a number from 1 to 65535.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A WebSocket address has no fragment: &quot;#&quot; is not allowed (RFC 6455 section 3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it, or write %23 for the character itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a valid host.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its spelling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1:// was assumed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host goes out as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The user name and password go out in an Authorization header.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::AddressBar</name>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ws://host:port/path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::BinaryText</name>
    <message>
        <source>&quot;%1&quot; is not a hex digit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use 0 to 9 and a to f.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A byte has only one hex digit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write two digits a byte, such as 0a.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a base64 digit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use letters, digits, + and /, with = at the end only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is text behind the padding &quot;=&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put = at the end only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base64 text is cut off: its last digit stands alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add what is missing, or delete the digit.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::Capture</name>
    <message>
        <source>The capture %1 was replaced by another file while it was recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back, or record to a new file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 for captures cannot be created.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that you may write there, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The capture %1 cannot be created (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that you may write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The capture %1 was deleted or renamed while it was recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One message of %L1 bytes is too large for a capture and was not recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is not a capture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was left as it is; choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The capture %1 was written by a newer version of Sonde (format %2; this version knows formats up to %3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Sonde to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The capture %1 cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it exists and that you may read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The capture %1 is locked by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the other program and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The capture %1 is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command “sqlite3 FILE .recover” may save a part of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The capture %1 cannot be read (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full, so nothing can be recorded to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space; recording then goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The capture %1 cannot be written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its folder exists and that you may write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the other program; recording then goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is not a capture, so nothing is recorded to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The capture %1 is damaged, so nothing more can be recorded to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set it aside and record to a new file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording to %1 failed (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sonde keeps trying; check the disk.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::CaptureFolder</name>
    <message numerus="yes">
        <source>%n old capture(s) in %1 cannot be deleted, among them %2.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Check that you may delete files there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The damaged capture %1 cannot be renamed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it exists and that you may write to its folder.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::CaptureModel</name>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dir.</source>
        <comment>direction</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::CaptureQueue</name>
    <message numerus="yes">
        <source>%n record(s) are missing here, because recording failed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::CaptureReader</name>
    <message>
        <source>The file %1 is empty, so there is no capture in it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::Composer</name>
    <message>
        <source>What to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binary, hex</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binary, base64</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binary, file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the JSON out over lines (Ctrl+Shift+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of the file to send as one binary message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason, at most 123 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes as hex digits, such as 48 65 6c 6c 6f</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes as base64, such as SGVsbG8=</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payload of the ping, at most 125 bytes; may be empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Not open, so nothing can be sent. Connect first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>A ping carries at most %n byte(s), and this is %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has %1, and the limit for one message is %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the limit in the connection&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file can&apos;t be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a code that a Close frame may carry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use 1000 to 1003, 1007 to 1014, or 3000 to 4999.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Close frame without a code carries no reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a code, or empty the reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The reason has %n byte(s), and at most %1 fit.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::Connection</name>
    <message>
        <source>The connection is not open, so nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection is not open, so no ping was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>No more attempts: the limit of %n is reached.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Connect by hand, or raise the limit in the connection&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::ConnectionSettingsDialog</name>
    <message>
        <source> MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chat.v2, chat.v1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Authorization: Bearer …
Origin: https://example.org</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subprotocols:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headers:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handshake timeout:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnect after a failure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also after a refused handshake or a TLS failure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also after the server closed normally (1000, or no code)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts in a row:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first attempt follows after 2 s. The wait doubles from attempt to attempt, up to 60 s, give or take a tenth. It starts again at 2 s when a connection has stayed open for 10 s. Disconnecting by hand never leads to an attempt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system&apos;s authorities alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect although the certificate can&apos;t be trusted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Further authorities (PEM):</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anyone on the way can then read and change what is sent. Use it for servers of your own only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest message received:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A larger one ends the connection with 1009 Message Too Big.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest amount waiting to be sent:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also the largest message that can be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Further authorities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::ConnectionTab</name>
    <message>
        <source>New connection</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::DetailPane</name>
    <message>
        <source>Pretty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hex</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save payload…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a row to see it whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first %1 of %2 are shown. Save the payload to see all of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not valid UTF-8, shown as bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binary that reads as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>message-%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save payload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The payload was not saved to %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::Details</name>
    <message>
        <source>closed by the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended by this engine&apos;s limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended by Sonde</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No response</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A response that is not HTTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>subprotocol %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to %1, attempt %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next attempt in %1 s (attempt %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round trip %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name lookup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS handshake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WebSocket handshake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::EchoServer</name>
    <message>
        <source>No complete request came in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no HTTP request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request&apos;s header has more than %1 bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first line is no HTTP request line for a path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A WebSocket handshake needs HTTP/1.1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request&apos;s target is no valid URL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A WebSocket handshake is a GET request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 takes no query item “%2”, only: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 must be a number from %2 to %3, not “%4”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close code %1 must not be sent (RFC 6455 section 7.4).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reason needs a code, for example code=1000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reason has more than the %1 bytes that fit into a Close frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused with status %1, as asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no %1 here. Try one of:
/echo
/close?code=1000&amp;reason=Bye
/refuse?status=403
/slow?ms=1000
/flood?count=10000&amp;size=64
/ping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header Host is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a WebSocket server; connect to it with a WebSocket client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sec-WebSocket-Version must be 13.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sec-WebSocket-Key must be 16 bytes in Base64.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of the header lines is malformed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can&apos;t read %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no certificate in PEM format.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no unencrypted RSA or EC private key in PEM format.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The echo server can&apos;t listen on 127.0.0.1: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::EventText</name>
    <message>
        <source>Name resolved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCP connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Response received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>issued by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>valid from %1 until %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(unknown)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peer: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Response</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times since dialling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close frame received: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close frame sent: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a limit of the engine (QWebSocket), not a fault of the server.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::FootBar</name>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnect indicator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not reconnect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next attempt in %1 s (attempt %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not reconnect after a failure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Reconnects after a failure, at most %Ln time(s) in a row.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Reconnects after a failure.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::Json</name>
    <message>
        <source>A string has a control character in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write \n for a line break, \t for a tab, \u0000 for others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backslash begins no escape that JSON knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write \\ for the backslash itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A string has no closing quotation mark.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a number of JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers look like -1, 0.5 or 1e-9.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a value of JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text needs quotation marks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A closing bracket has no opening one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is more than one JSON value here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put them in brackets to send an array.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no JSON here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a value such as {&quot;op&quot;: &quot;ping&quot;}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not JSON: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::JsonFile</name>
    <message>
        <source>The file %1 is damaged: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be renamed and will be written over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was kept as %1, and the defaults are in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The defaults are in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds no JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions and the free space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its folder can&apos;t be made</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::LogView</name>
    <message>
        <source>Message log</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln new, jump to the newest</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No messages yet. Enter in the address connects.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::MainWindow</name>
    <message>
        <source>New tab (Ctrl+T)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+T</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+W</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Format JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show c&amp;leared rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the &amp;log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+G</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to the &amp;newest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N&amp;ext tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reconnect now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Write a message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection se&amp;ttings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Shift+,</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Sonde</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close tab (Ctrl+W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Sonde</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;Sonde %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;A WebSocket tester. Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::Profile</name>
    <message>
        <source>&quot;%1&quot; is not a header.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write Name: value, one a line.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::Program</name>
    <message>
        <source>The folder %1 can&apos;t be made, so nothing is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the permissions of the folder above it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another Sonde is running, so the tabs of this window will not come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their logs are kept all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log of %1 can&apos;t be read. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was kept as %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::QtTransport</name>
    <message>
        <source>This engine can&apos;t dial hosts with letters beyond ASCII: it would garble the Host header.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dial by IP address, or through a name in ASCII.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of trusted authorities %1 can&apos;t be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another in the connection&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of trusted authorities %1 holds no certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file in PEM form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server masks its frames, which RFC 6455 section 5.1 forbids. This engine accepts it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other clients will refuse this server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection is not open, so nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent: %1 already wait for the server to read them, and the limit is %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until the server reads again, or raise the limit in the connection&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection is not open, so no ping was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>A ping carries at most %n byte(s) (RFC 6455 section 5.5).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Close frame can&apos;t carry the code %1 (RFC 6455 section 7.4).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use 1000 to 1003, 1007 to 1014, or 3000 to 4999.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The reason of a Close frame is at most %n byte(s) long.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The server did not answer the Close frame within %1 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server ended the connection without a Close frame of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was lost in the middle of a message, with no Close frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was lost, with no Close frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server, or a proxy on the way, crashed or cut it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no host called %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its spelling.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody listens at %1: the connection was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the server runs, and its port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ended the connection before it answered the handshake.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that a WebSocket server listens there, and whether it wants wss://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can&apos;t be reached: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::Record</name>
    <message>
        <source>Attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handshake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::Refusal</name>
    <message>
        <source>The server calls the request malformed. Compare the headers, Origin above all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an Authorization header in the connection&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the credentials and the Origin header in the connection&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path of the address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A proxy on the way wants credentials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server wants another protocol version: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server or a proxy before it is busy or down. Try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It points to %1. Dial that address instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It answered as to a web browser. Check that the path is a WebSocket&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the response&apos;s headers and body.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The response has no header Upgrade: websocket, so it opens no WebSocket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The response has no header Connection: Upgrade, so it opens no WebSocket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A proxy on the way may have removed it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The response has no header Sec-WebSocket-Accept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The response&apos;s Sec-WebSocket-Accept does not answer the key that was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The response may come from a cache, or the server computes it wrongly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server chose the subprotocol %1, which was not offered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it to the subprotocols in the connection&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The response is legal, but this engine does not understand its header Connection: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server did nothing wrong. Other clients will connect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer to the handshake is not HTTP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that a WebSocket server listens at this port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header block of the response is too long or has no end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused the handshake: %1 %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of %1 was not resolved within %2 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network and its name server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not take the TCP connection within %2 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A firewall may drop it. Check host and port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not finish the TLS handshake within %2 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it speaks TLS at this port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 took the connection, but did not answer the handshake within %2 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that a WebSocket server listens there, and whether it wants wss://.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::Request</name>
    <message>
        <source>&quot;%1&quot; is not a valid header name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use letters, digits and hyphens, without spaces or a colon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header %1 belongs to the handshake itself and can&apos;t be set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subprotocols have a field of their own in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value of the header %1 has a line break or a NUL in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it: it would forge further headers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a valid subprotocol.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use letters, digits, hyphens and dots, without spaces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The subprotocol &quot;%1&quot; is listed twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete one of the two.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::SettingsDialog</name>
    <message>
        <source>Empty the send box when a message went out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language and appearance change at the next start. When all captures together take more than the limit, the oldest are deleted, never one that is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All captures together:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::SocketProbe</name>
    <message>
        <source>The rest of a message did not come within 5 s, and this engine waits no longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server did nothing wrong: RFC 6455 sets no such limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text message has a character that is split across two frames, and this engine can&apos;t join it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server did nothing wrong: RFC 6455 section 5.6 allows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server sent a message that is larger than the limit set here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the limit in the connection&apos;s settings if such messages are expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server sent a text message that is not valid UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text messages must be UTF-8 (RFC 6455 section 8.1). Send other data as binary.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server broke the WebSocket protocol: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::Status</name>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to reconnect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::StatusLine</name>
    <message>
        <source>Use %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↓ %1 ↑ %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>round trip %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sonde::Tls</name>
    <message>
        <source>The server&apos;s certificate can&apos;t be trusted: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you trust this server, name its authority&apos;s file in the connection&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not speak TLS at this port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try ws:// instead of wss://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TLS handshake failed: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check which TLS versions and certificates the server accepts.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
