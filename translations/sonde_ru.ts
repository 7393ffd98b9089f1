<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru">
<context>
    <name>main</name>
    <message>
        <source>A WebSocket tester.</source>
        <translation>Программа для проверки WebSocket.</translation>
    </message>
    <message>
        <source>Address to open and connect, a tab for each.</source>
        <translation>Адрес, к которому подключиться; для каждого своя вкладка.</translation>
    </message>
</context>
<context>
    <name>sonde::Address</name>
    <message>
        <source>The address has a space in it.</source>
        <translation>В адресе есть пробел.</translation>
    </message>
    <message>
        <source>Write %20 for a space in a path.</source>
        <translation>Пробел в пути пишется как %20.</translation>
    </message>
    <message>
        <source>The address has a control character in it.</source>
        <translation>В адресе есть управляющий символ.</translation>
    </message>
    <message>
        <source>Delete it.</source>
        <translation>Удалите его.</translation>
    </message>
    <message>
        <source>This is a web address: %1://.</source>
        <translation>Это веб-адрес: %1://.</translation>
    </message>
    <message>
        <source>Its WebSocket form is %1.</source>
        <translation>Для WebSocket он пишется так: %1.</translation>
    </message>
    <message>
        <source>%1:// is not a WebSocket address.</source>
        <translation>%1:// — не адрес WebSocket.</translation>
    </message>
    <message>
        <source>WebSocket addresses begin with ws:// or wss://.</source>
        <translation>Адреса WebSocket начинаются с ws:// или wss://.</translation>
    </message>
    <message>
        <source>The two slashes behind %1: are missing.</source>
        <translation>После %1: не хватает двух косых черт.</translation>
    </message>
    <message>
        <source>Try %1.</source>
        <translation>Попробуйте %1.</translation>
    </message>
    <message>
        <source>The bracket of the IPv6 address is not closed.</source>
        <translation>Скобка адреса IPv6 не закрыта.</translation>
    </message>
    <message>
        <source>Write it as [::1].</source>
        <translation>Пишите его в виде [::1].</translation>
    </message>
    <message>
        <source>An IPv6 address needs brackets.</source>
        <translation>Адресу IPv6 нужны скобки.</translation>
    </message>
    <message>
        <source>The address has no host.</source>
        <translation>В адресе нет хоста.</translation>
    </message>
    <message>
        <source>Type one such as ws://127.0.0.1:9001/echo.</source>
        <translation>Введите адрес, например ws://127.0.0.1:9001/echo.</translation>
    </message>
    <message>
        <source>The port &quot;%1&quot; is not a number from 1 to 65535.</source>
        <translation>Порт «%1» — не число от 1 до 65535.</translation>
    </message>
    <message>
        <source>A WebSocket address has no fragment: &quot;#&quot; is not allowed (RFC 6455 section 3).</source>
        <translation>Фрагмент «#» в адресе недопустим (RFC 6455, раздел 3).</translation>
    </message>
    <message>
        <source>Delete it, or write %23 for the character itself.</source>
        <translation>Удалите его или пишите сам знак как %23.</translation>
    </message>
    <message>
        <source>The address is empty.</source>
        <translation>Адрес пуст.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a valid host.</source>
        <translation>«%1» — недопустимый хост.</translation>
    </message>
    <message>
        <source>Check its spelling.</source>
        <translation>Проверьте написание.</translation>
    </message>
    <message>
        <source>%1:// was assumed.</source>
        <translation>Подставлено %1://.</translation>
    </message>
    <message>
        <source>The user name and password go out in an Authorization header.</source>
        <translation>Имя пользователя и пароль передаются в заголовке Authorization.</translation>
    </message>
</context>
<context>
    <name>sonde::AddressBar</name>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>ws://host:port/path</source>
        <translation>ws://хост:порт/путь</translation>
    </message>
    <message>
        <source>Connection settings</source>
        <translation>Настройки соединения</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Подключиться</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Отключиться</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
</context>
<context>
    <name>sonde::BinaryText</name>
    <message>
        <source>&quot;%1&quot; is not a hex digit.</source>
        <translation>«%1» — не цифра hex.</translation>
    </message>
    <message>
        <source>Use 0 to 9 and a to f.</source>
        <translation>Используйте 0–9 и a–f.</translation>
    </message>
    <message>
        <source>A byte has only one hex digit.</source>
        <translation>У байта только одна цифра hex.</translation>
    </message>
    <message>
        <source>Write two digits a byte, such as 0a.</source>
        <translation>Пишите две цифры на байт, например 0a.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a base64 digit.</source>
        <translation>«%1» — не символ base64.</translation>
    </message>
    <message>
        <source>Use letters, digits, + and /, with = at the end only.</source>
        <translation>Используйте латинские буквы, цифры, + и /, а = только в конце.</translation>
    </message>
    <message>
        <source>There is text behind the padding &quot;=&quot;.</source>
        <translation>После завершающего «=» есть ещё текст.</translation>
    </message>
    <message>
        <source>Put = at the end only.</source>
        <translation>Ставьте = только в конце.</translation>
    </message>
    <message>
        <source>The base64 text is cut off: its last digit stands alone.</source>
        <translation>Текст base64 обрывается на лишнем символе.</translation>
    </message>
    <message>
        <source>Add what is missing, or delete the digit.</source>
        <translation>Допишите недостающее или удалите его.</translation>
    </message>
</context>
<context>
    <name>sonde::Capture</name>
    <message>
        <source>The capture %1 was replaced by another file while it was recorded.</source>
        <translation>Запись %1 подменена другим файлом, пока она велась.</translation>
    </message>
    <message>
        <source>Put it back, or record to a new file.</source>
        <translation>Верните её на место или ведите запись в новый файл.</translation>
    </message>
    <message>
        <source>The folder %1 for captures cannot be created.</source>
        <translation>Не удаётся создать папку %1 для записей.</translation>
    </message>
    <message>
        <source>Check that you may write there, or choose another folder.</source>
        <translation>Проверьте право на запись туда или выберите другую папку.</translation>
    </message>
    <message>
        <source>The capture %1 cannot be created (%2).</source>
        <translation>Не удаётся создать запись %1 (%2).</translation>
    </message>
    <message>
        <source>Check that you may write there.</source>
        <translation>Проверьте право на запись туда.</translation>
    </message>
    <message>
        <source>The capture %1 was deleted or renamed while it was recorded.</source>
        <translation>Запись %1 удалена или переименована, пока она велась.</translation>
    </message>
    <message>
        <source>One message of %L1 bytes is too large for a capture and was not recorded.</source>
        <translation>Одно сообщение слишком велико для записи и не сохранено. Его размер в байтах: %L1.</translation>
    </message>
    <message>
        <source>The file %1 is not a capture.</source>
        <translation>Файл %1 — не запись.</translation>
    </message>
    <message>
        <source>It was left as it is; choose another file.</source>
        <translation>Он оставлен без изменений; выберите другой файл.</translation>
    </message>
    <message>
        <source>The capture %1 was written by a newer version of Sonde (format %2; this version knows formats up to %3).</source>
        <translation>Запись %1 создана более новой версией Sonde (формат %2; эта версия знает форматы до %3).</translation>
    </message>
    <message>
        <source>Update Sonde to open it.</source>
        <translation>Чтобы открыть её, обновите Sonde.</translation>
    </message>
    <message>
        <source>The capture %1 cannot be opened.</source>
        <translation>Не удаётся открыть запись %1.</translation>
    </message>
    <message>
        <source>Check that it exists and that you may read it.</source>
        <translation>Проверьте, что она существует и что её можно читать.</translation>
    </message>
    <message>
        <source>The capture %1 is locked by another program.</source>
        <translation>Запись %1 занята другой программой.</translation>
    </message>
    <message>
        <source>Close the other program and try again.</source>
        <translation>Закройте другую программу и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>The capture %1 is damaged.</source>
        <translation>Запись %1 повреждена.</translation>
    </message>
    <message>
        <source>The command “sqlite3 FILE .recover” may save a part of it.</source>
        <translation>Часть её, возможно, спасёт команда «sqlite3 ФАЙЛ .recover».</translation>
    </message>
    <message>
        <source>The capture %1 cannot be read (%2).</source>
        <translation>Не удаётся прочитать запись %1 (%2).</translation>
    </message>
    <message>
        <source>The disk is full, so nothing can be recorded to %1.</source>
        <translation>Диск заполнен, поэтому в %1 ничего не записывается.</translation>
    </message>
    <message>
        <source>Free some space; recording then goes on by itself.</source>
        <translation>Освободите место, и запись продолжится сама.</translation>
    </message>
    <message>
        <source>The capture %1 cannot be written to.</source>
        <translation>Не удаётся дополнить запись %1.</translation>
    </message>
    <message>
        <source>Check that its folder exists and that you may write there.</source>
        <translation>Проверьте, что её папка существует и что туда можно писать.</translation>
    </message>
    <message>
        <source>Close the other program; recording then goes on by itself.</source>
        <translation>Закройте другую программу, и запись продолжится сама.</translation>
    </message>
    <message>
        <source>The file %1 is not a capture, so nothing is recorded to it.</source>
        <translation>Файл %1 — не запись, поэтому в него ничего не записывается.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Выберите другой файл.</translation>
    </message>
    <message>
        <source>The capture %1 is damaged, so nothing more can be recorded to it.</source>
        <translation>Запись %1 повреждена, и дополнить её больше нельзя.</translation>
    </message>
    <message>
        <source>Set it aside and record to a new file.</source>
        <translation>Отложите её и ведите запись в новый файл.</translation>
    </message>
    <message>
        <source>Recording to %1 failed (%2).</source>
        <translation>Не удалось записать в %1 (%2).</translation>
    </message>
    <message>
        <source>Sonde keeps trying; check the disk.</source>
        <translation>Sonde продолжает попытки; проверьте диск.</translation>
    </message>
</context>
<context>
    <name>sonde::CaptureFolder</name>
    <message numerus="yes">
        <source>%n old capture(s) in %1 cannot be deleted, among them %2.</source>
        <translation>
            <numerusform>В папке %1 не удаётся удалить %n старую запись, начиная с %2.</numerusform>
            <numerusform>В папке %1 не удаётся удалить %n старые записи, начиная с %2.</numerusform>
            <numerusform>В папке %1 не удаётся удалить %n старых записей, начиная с %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>Check that you may delete files there.</source>
        <translation>Проверьте право на удаление файлов там.</translation>
    </message>
    <message>
        <source>The damaged capture %1 cannot be renamed.</source>
        <translation>Не удаётся переименовать повреждённую запись %1.</translation>
    </message>
    <message>
        <source>Check that it exists and that you may write to its folder.</source>
        <translation>Проверьте, что она существует и что в её папку можно писать.</translation>
    </message>
</context>
<context>
    <name>sonde::CaptureModel</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>№</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Интервал</translation>
    </message>
    <message>
        <source>Dir.</source>
        <comment>direction</comment>
        <translation>Напр.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Содержимое</translation>
    </message>
</context>
<context>
    <name>sonde::CaptureQueue</name>
    <message numerus="yes">
        <source>%n record(s) are missing here, because recording failed.</source>
        <translation>
            <numerusform>Здесь не хватает %n строки: запись не удалась.</numerusform>
            <numerusform>Здесь не хватает %n строк: запись не удалась.</numerusform>
            <numerusform>Здесь не хватает %n строк: запись не удалась.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::CaptureReader</name>
    <message>
        <source>The file %1 is empty, so there is no capture in it.</source>
        <translation>Файл %1 пуст, записи в нём нет.</translation>
    </message>
</context>
<context>
    <name>sonde::CloseForm</name>
    <message>
        <source>Close code</source>
        <translation>Код закрытия</translation>
    </message>
    <message>
        <source>no code</source>
        <translation>без кода</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Reason, at most 123 bytes</source>
        <translation>Причина, не более 123 байт</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a code that a Close frame may carry.</source>
        <translation>«%1» — не код, допустимый в кадре Close.</translation>
    </message>
    <message>
        <source>Use 1000 to 1003, 1007 to 1014, or 3000 to 4999.</source>
        <translation>Используйте 1000–1003, 1007–1014 или 3000–4999.</translation>
    </message>
    <message>
        <source>A Close frame without a code carries no reason.</source>
        <translation>В кадре Close без кода не бывает причины.</translation>
    </message>
    <message>
        <source>Choose a code, or empty the reason.</source>
        <translation>Выберите код или очистите причину.</translation>
    </message>
    <message numerus="yes">
        <source>The reason has %n byte(s), and at most %1 fit.</source>
        <translation>
            <numerusform>Длина причины — %n байт, а помещается не более %1.</numerusform>
            <numerusform>Длина причины — %n байта, а помещается не более %1.</numerusform>
            <numerusform>Длина причины — %n байт, а помещается не более %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation>Сократите текст.</translation>
    </message>
</context>
<context>
    <name>sonde::Composer</name>
    <message>
        <source>What to send</source>
        <translation>Что отправить</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Binary, hex</source>
        <translation>Двоичное, hex</translation>
    </message>
    <message>
        <source>Binary, base64</source>
        <translation>Двоичное, base64</translation>
    </message>
    <message>
        <source>Binary, file</source>
        <translation>Двоичное, файл</translation>
    </message>
    <message>
        <source>Ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Форматировать</translation>
    </message>
    <message>
        <source>Set the JSON out over lines (Ctrl+Shift+F)</source>
        <translation>Разложить JSON по строкам (Ctrl+Shift+F)</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Отправить</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation>Отправить (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>File to send</source>
        <translation>Файл для отправки</translation>
    </message>
    <message>
        <source>Path of the file to send as one binary message</source>
        <translation>Путь к файлу, который уйдёт одним двоичным сообщением</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Выбрать…</translation>
    </message>
    <message>
        <source>Bytes as hex digits, such as 48 65 6c 6c 6f</source>
        <translation>Байты цифрами hex, например 48 65 6c 6c 6f</translation>
    </message>
    <message>
        <source>Bytes as base64, such as SGVsbG8=</source>
        <translation>Байты в base64, например SGVsbG8=</translation>
    </message>
    <message>
        <source>Payload of the ping, at most 125 bytes; may be empty</source>
        <translation>Данные Ping, не более 125 байт; можно оставить пустым</translation>
    </message>
    <message>
        <source>Message to send</source>
        <translation>Сообщение для отправки</translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s)</source>
        <translation>
            <numerusform>%Ln байт</numerusform>
            <numerusform>%Ln байта</numerusform>
            <numerusform>%Ln байт</numerusform>
        </translation>
    </message>
    <message>
        <source>Not open, so nothing can be sent. Connect first.</source>
        <translation>Соединение не открыто, отправить нельзя. Сначала подключитесь.</translation>
    </message>
    <message numerus="yes">
        <source>A ping carries at most %n byte(s), and this is %1.</source>
        <translation>
            <numerusform>Ping вмещает не более %n байта, а здесь %1.</numerusform>
            <numerusform>Ping вмещает не более %n байт, а здесь %1.</numerusform>
            <numerusform>Ping вмещает не более %n байт, а здесь %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation>Сократите текст.</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Файла %1 нет.</translation>
    </message>
    <message>
        <source>Choose another.</source>
        <translation>Выберите другой.</translation>
    </message>
    <message>
        <source>The file has %1, and the limit for one message is %2.</source>
        <translation>Размер файла — %1, а предел для одного сообщения — %2.</translation>
    </message>
    <message>
        <source>Raise the limit in the connection&apos;s settings.</source>
        <translation>Увеличьте предел в настройках соединения.</translation>
    </message>
    <message>
        <source>The file can&apos;t be read: %1.</source>
        <translation>Не удаётся прочитать файл: %1.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Проверьте права доступа к нему.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Попробуйте ещё раз.</translation>
    </message>
</context>
<context>
    <name>sonde::Connection</name>
    <message>
        <source>The connection is not open, so nothing was sent.</source>
        <translation>Соединение не открыто, поэтому ничего не отправлено.</translation>
    </message>
    <message>
        <source>Connect first.</source>
        <translation>Сначала подключитесь.</translation>
    </message>
    <message>
        <source>The connection is not open, so no ping was sent.</source>
        <translation>Соединение не открыто, поэтому Ping не отправлен.</translation>
    </message>
    <message numerus="yes">
        <source>No more attempts: the limit of %n is reached.</source>
        <translation>
            <numerusform>Попыток больше не будет: исчерпан предел в %n попытку.</numerusform>
            <numerusform>Попыток больше не будет: исчерпан предел в %n попытки.</numerusform>
            <numerusform>Попыток больше не будет: исчерпан предел в %n попыток.</numerusform>
        </translation>
    </message>
    <message>
        <source>Connect by hand, or raise the limit in the connection&apos;s settings.</source>
        <translation>Подключитесь вручную или увеличьте предел в настройках соединения.</translation>
    </message>
</context>
<context>
    <name>sonde::ConnectionSettingsDialog</name>
    <message>
        <source> MiB</source>
        <translation> МиБ</translation>
    </message>
    <message>
        <source>Connection settings</source>
        <translation>Настройки соединения</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>Переподключение</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Пределы</translation>
    </message>
    <message>
        <source>chat.v2, chat.v1</source>
        <translation>chat.v2, chat.v1</translation>
    </message>
    <message>
        <source>Authorization: Bearer …
Origin: https://example.org</source>
        <translation>Authorization: Bearer …
Origin: https://example.org</translation>
    </message>
    <message>
        <source> s</source>
        <translation> с</translation>
    </message>
    <message>
        <source>Subprotocols:</source>
        <translation>Подпротоколы:</translation>
    </message>
    <message>
        <source>Headers:</source>
        <translation>Заголовки:</translation>
    </message>
    <message>
        <source>Handshake timeout:</source>
        <translation>Время на рукопожатие:</translation>
    </message>
    <message>
        <source>Reconnect after a failure</source>
        <translation>Переподключаться после сбоя</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>не ограничено</translation>
    </message>
    <message>
        <source>Also after a refused handshake or a TLS failure</source>
        <translation>Также после отклонённого рукопожатия или сбоя TLS</translation>
    </message>
    <message>
        <source>Also after the server closed normally (1000, or no code)</source>
        <translation>Также если сервер закрыл соединение штатно (1000 или без кода)</translation>
    </message>
    <message>
        <source>Attempts in a row:</source>
        <translation>Попыток подряд:</translation>
    </message>
    <message>
        <source>The first attempt follows after 2 s. The wait doubles from attempt to attempt, up to 60 s, give or take a tenth. It starts again at 2 s when a connection has stayed open for 10 s. Disconnecting by hand never leads to an attempt.</source>
        <translation>Первая попытка следует через 2 с. С каждой попыткой ожидание удваивается, но не превышает 60 с (с разбросом в одну десятую). Если соединение было открыто 10 с, отсчёт снова начинается с 2 с. Отключение вручную к попыткам не приводит.</translation>
    </message>
    <message>
        <source>the system&apos;s authorities alone</source>
        <translation>только центры из системы</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Выбрать…</translation>
    </message>
    <message>
        <source>Connect although the certificate can&apos;t be trusted</source>
        <translation>Подключаться, даже если сертификату нельзя доверять</translation>
    </message>
    <message>
        <source>Further authorities (PEM):</source>
        <translation>Другие центры сертификации (PEM):</translation>
    </message>
    <message>
        <source>Anyone on the way can then read and change what is sent. Use it for servers of your own only.</source>
        <translation>Тогда любой на пути сможет читать и менять передаваемое. Включайте только для собственных серверов.</translation>
    </message>
    <message>
        <source>Largest message received:</source>
        <translation>Входящее сообщение, не более:</translation>
    </message>
    <message>
        <source>A larger one ends the connection with 1009 Message Too Big.</source>
        <translation>Более крупное завершает соединение с кодом 1009 Message Too Big.</translation>
    </message>
    <message>
        <source>Largest amount waiting to be sent:</source>
        <translation>Очередь на отправку, не более:</translation>
    </message>
    <message>
        <source>Also the largest message that can be sent.</source>
        <translation>Это и наибольший размер отправляемого сообщения.</translation>
    </message>
    <message>
        <source>Further authorities</source>
        <translation>Другие центры сертификации</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Сертификаты (*.pem *.crt *.cer);;Все файлы (*)</translation>
    </message>
</context>
<context>
    <name>sonde::ConnectionTab</name>
    <message>
        <source>New connection</source>
        <translation>Новое соединение</translation>
    </message>
</context>
<context>
    <name>sonde::DetailPane</name>
    <message>
        <source>Pretty</source>
        <translation>Наглядно</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Save payload…</source>
        <translation>Сохранить данные…</translation>
    </message>
    <message>
        <source>Selected message</source>
        <translation>Выбранное сообщение</translation>
    </message>
    <message>
        <source>Select a row to see it whole.</source>
        <translation>Выберите строку, чтобы увидеть её целиком.</translation>
    </message>
    <message>
        <source>The first %1 of %2 are shown. Save the payload to see all of it.</source>
        <translation>Показаны первые %1 из %2. Чтобы увидеть всё, сохраните данные.</translation>
    </message>
    <message>
        <source>Not valid UTF-8, shown as bytes</source>
        <translation>Неверный UTF-8, показаны байты</translation>
    </message>
    <message>
        <source>Binary that reads as JSON</source>
        <translation>Двоичное, читается как JSON</translation>
    </message>
    <message>
        <source>message-%1</source>
        <translation>сообщение-%1</translation>
    </message>
    <message>
        <source>Save payload</source>
        <translation>Сохранить данные</translation>
    </message>
    <message>
        <source>The payload was not saved to %1: %2.</source>
        <translation>Данные не сохранены в %1: %2.</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation>Выберите другую папку или освободите место.</translation>
    </message>
    <message>
        <source>This row has no payload.</source>
        <translation>В этой строке нет данных.</translation>
    </message>
</context>
<context>
    <name>sonde::Details</name>
    <message>
        <source>closed by the server</source>
        <translation>закрыто сервером</translation>
    </message>
    <message>
        <source>closed by you</source>
        <translation>закрыто вами</translation>
    </message>
    <message>
        <source>ended by this engine&apos;s limit</source>
        <translation>завершено из-за ограничения движка</translation>
    </message>
    <message>
        <source>ended by Sonde</source>
        <translation>завершено программой Sonde</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>соединение потеряно</translation>
    </message>
    <message>
        <source>No response</source>
        <translation>Ответа нет</translation>
    </message>
    <message>
        <source>A response that is not HTTP</source>
        <translation>Ответ не по HTTP</translation>
    </message>
    <message>
        <source>subprotocol %1</source>
        <translation>подпротокол %1</translation>
    </message>
    <message>
        <source>Connecting to %1, attempt %2</source>
        <translation>Подключение к %1, попытка %2</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>Подключение к %1</translation>
    </message>
    <message>
        <source>Next attempt in %1 s (attempt %2)</source>
        <translation>Следующая попытка через %1 с (попытка %2)</translation>
    </message>
    <message>
        <source>round trip %1</source>
        <translation>отклик %1</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>Name lookup</source>
        <translation>Разрешение имени</translation>
    </message>
    <message>
        <source>TCP connection</source>
        <translation>Соединение TCP</translation>
    </message>
    <message>
        <source>TLS handshake</source>
        <translation>Рукопожатие TLS</translation>
    </message>
    <message>
        <source>WebSocket handshake</source>
        <translation>Рукопожатие WebSocket</translation>
    </message>
    <message>
        <source>Open connection</source>
        <translation>Открытое соединение</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Закрытие</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 мкс</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 мс</translation>
    </message>
    <message>
        <source>Broken off before the request</source>
        <translation>Прервано до запроса</translation>
    </message>
    <message>
        <source>Called off by you</source>
        <translation>Отменено вами</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a step, what failed there</comment>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>sonde::EchoServer</name>
    <message>
        <source>No complete request came in time.</source>
        <translation>Полный запрос не пришёл вовремя.</translation>
    </message>
    <message>
        <source>This is no HTTP request.</source>
        <translation>Это не запрос HTTP.</translation>
    </message>
    <message>
        <source>The request&apos;s header has more than %1 bytes.</source>
        <translation>Заголовок запроса длиннее %1 байт.</translation>
    </message>
    <message>
        <source>The first line is no HTTP request line for a path.</source>
        <translation>Первая строка — не строка запроса HTTP с путём.</translation>
    </message>
    <message>
        <source>A WebSocket handshake needs HTTP/1.1.</source>
        <translation>Рукопожатию WebSocket нужен HTTP/1.1.</translation>
    </message>
    <message>
        <source>The request&apos;s target is no valid URL.</source>
        <translation>Цель запроса — недопустимый URL.</translation>
    </message>
    <message>
        <source>A WebSocket handshake is a GET request.</source>
        <translation>Рукопожатие WebSocket — это запрос GET.</translation>
    </message>
    <message>
        <source>%1 takes no query item “%2”, only: %3.</source>
        <translation>%1 не принимает параметр «%2», только: %3.</translation>
    </message>
    <message>
        <source>%1 must be a number from %2 to %3, not “%4”.</source>
        <translation>Значение %1 должно быть числом от %2 до %3, а не «%4».</translation>
    </message>
    <message>
        <source>Close code %1 must not be sent (RFC 6455 section 7.4).</source>
        <translation>Код закрытия %1 отправлять нельзя (RFC 6455, раздел 7.4).</translation>
    </message>
    <message>
        <source>A reason needs a code, for example code=1000.</source>
        <translation>К причине нужен код, например code=1000.</translation>
    </message>
    <message>
        <source>The reason has more than the %1 bytes that fit into a Close frame.</source>
        <translation>Причина длиннее %1 байт, которые вмещает кадр Close.</translation>
    </message>
    <message>
        <source>Refused with status %1, as asked for.</source>
        <translation>Отклонено со статусом %1, как и запрошено.</translation>
    </message>
    <message>
        <source>There is no %1 here. Try one of:
/echo
/close?code=1000&amp;reason=Bye
/refuse?status=403
/slow?ms=1000
/flood?count=10000&amp;size=64
/ping</source>
        <translation>Здесь нет %1. Попробуйте одно из:
/echo
/close?code=1000&amp;reason=Bye
/refuse?status=403
/slow?ms=1000
/flood?count=10000&amp;size=64
/ping</translation>
    </message>
    <message>
        <source>The header Host is missing.</source>
        <translation>Нет заголовка Host.</translation>
    </message>
    <message>
        <source>This is a WebSocket server; connect to it with a WebSocket client.</source>
        <translation>Это сервер WebSocket; подключайтесь к нему клиентом WebSocket.</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Version must be 13.</source>
        <translation>Sec-WebSocket-Version должен быть 13.</translation>
    </message>
    <message>
        <source>Sec-WebSocket-Key must be 16 bytes in Base64.</source>
        <translation>Sec-WebSocket-Key должен содержать 16 байт в Base64.</translation>
    </message>
    <message>
        <source>One of the header lines is malformed.</source>
        <translation>Одна из строк заголовков неверна.</translation>
    </message>
    <message>
        <source>Can&apos;t read %1: %2.</source>
        <translation>Не удаётся прочитать %1: %2.</translation>
    </message>
    <message>
        <source>%1 holds no certificate in PEM format.</source>
        <translation>В %1 нет сертификата в формате PEM.</translation>
    </message>
    <message>
        <source>%1 holds no unencrypted RSA or EC private key in PEM format.</source>
        <translation>В %1 нет незашифрованного закрытого ключа RSA или EC в формате PEM.</translation>
    </message>
    <message>
        <source>The echo server can&apos;t listen on 127.0.0.1: %1.</source>
        <translation>Эхо-сервер не может принимать соединения на 127.0.0.1: %1.</translation>
    </message>
</context>
<context>
    <name>sonde::EventText</name>
    <message>
        <source>Name resolved</source>
        <translation>Имя разрешено</translation>
    </message>
    <message>
        <source>TCP connected</source>
        <translation>Соединение TCP</translation>
    </message>
    <message>
        <source>TLS encrypted</source>
        <translation>Шифрование TLS</translation>
    </message>
    <message>
        <source>Request sent</source>
        <translation>Запрос отправлен</translation>
    </message>
    <message>
        <source>Response received</source>
        <translation>Ответ получен</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыто</translation>
    </message>
    <message>
        <source>issued by %1</source>
        <translation>издатель: %1</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>для %1</translation>
    </message>
    <message>
        <source>valid from %1 until %2</source>
        <translation>действует с %1 до %2</translation>
    </message>
    <message>
        <source>(unknown)</source>
        <translation>(неизвестно)</translation>
    </message>
    <message>
        <source>Peer: %1</source>
        <translation>Удалённый узел: %1</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Тело</translation>
    </message>
    <message>
        <source>Times since dialling</source>
        <translation>Время от начала подключения</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>Close frame received: %1</source>
        <translation>Полученный кадр Close: %1</translation>
    </message>
    <message>
        <source>Close frame sent: %1</source>
        <translation>Отправленный кадр Close: %1</translation>
    </message>
    <message>
        <source>This is a limit of the engine (QWebSocket), not a fault of the server.</source>
        <translation>Это ограничение движка (QWebSocket), а не ошибка сервера.</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(нет)</translation>
    </message>
</context>
<context>
    <name>sonde::FootBar</name>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Скрыть</translation>
    </message>
    <message>
        <source>Reconnect indicator</source>
        <translation>Индикатор переподключения</translation>
    </message>
    <message>
        <source>Connect at once</source>
        <translation>Подключиться сразу</translation>
    </message>
    <message>
        <source>Do not reconnect</source>
        <translation>Не переподключаться</translation>
    </message>
    <message>
        <source>Next attempt in %1 s (attempt %2).</source>
        <translation>Следующая попытка через %1 с (попытка %2).</translation>
    </message>
    <message>
        <source>Does not reconnect after a failure.</source>
        <translation>После сбоя не переподключается.</translation>
    </message>
    <message>
        <source>Reconnects after a failure: first after %1 s, then after twice as long, up to %2 s.</source>
        <translation>Переподключается после сбоя: сначала через %1 с, затем через вдвое большее время, до %2 с.</translation>
    </message>
    <message numerus="yes">
        <source>Gives up after %Ln attempt(s).</source>
        <translation>
            <numerusform>Прекращает после %Ln попытки.</numerusform>
            <numerusform>Прекращает после %Ln попыток.</numerusform>
            <numerusform>Прекращает после %Ln попыток.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::Json</name>
    <message>
        <source>A string has a control character in it.</source>
        <translation>В строке есть управляющий символ.</translation>
    </message>
    <message>
        <source>Write \n for a line break, \t for a tab, \u0000 for others.</source>
        <translation>Пишите \n, \t, остальные — как \u0000.</translation>
    </message>
    <message>
        <source>A backslash begins no escape that JSON knows.</source>
        <translation>Такой последовательности с «\» в JSON нет.</translation>
    </message>
    <message>
        <source>Write \\ for the backslash itself.</source>
        <translation>Сама черта пишется как \\.</translation>
    </message>
    <message>
        <source>A string has no closing quotation mark.</source>
        <translation>У строки нет закрывающей кавычки.</translation>
    </message>
    <message>
        <source>%1 is not a number of JSON.</source>
        <translation>%1 — не число JSON.</translation>
    </message>
    <message>
        <source>Numbers look like -1, 0.5 or 1e-9.</source>
        <translation>Числа выглядят как -1, 0.5 или 1e-9.</translation>
    </message>
    <message>
        <source>%1 is not a value of JSON.</source>
        <translation>%1 — не значение JSON.</translation>
    </message>
    <message>
        <source>Text needs quotation marks.</source>
        <translation>Тексту нужны кавычки.</translation>
    </message>
    <message>
        <source>A closing bracket has no opening one.</source>
        <translation>У закрывающей скобки нет открывающей.</translation>
    </message>
    <message>
        <source>There is more than one JSON value here.</source>
        <translation>Здесь больше одного значения JSON.</translation>
    </message>
    <message>
        <source>Put them in brackets to send an array.</source>
        <translation>Для массива возьмите их в скобки.</translation>
    </message>
    <message>
        <source>There is no JSON here.</source>
        <translation>Здесь нет JSON.</translation>
    </message>
    <message>
        <source>Type a value such as {&quot;op&quot;: &quot;ping&quot;}.</source>
        <translation>Введите значение, например {&quot;op&quot;: &quot;ping&quot;}.</translation>
    </message>
    <message>
        <source>This is not JSON: %1.</source>
        <translation>Это не JSON: %1.</translation>
    </message>
</context>
<context>
    <name>sonde::JsonFile</name>
    <message>
        <source>The file %1 is damaged: %2.</source>
        <translation>Файл %1 повреждён: %2.</translation>
    </message>
    <message>
        <source>It could not be renamed and will be written over.</source>
        <translation>Переименовать его не удалось, он будет перезаписан.</translation>
    </message>
    <message>
        <source>It was kept as %1, and the defaults are in use.</source>
        <translation>Он сохранён как %1, действуют значения по умолчанию.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be read: %2.</source>
        <translation>Не удаётся прочитать файл %1: %2.</translation>
    </message>
    <message>
        <source>The defaults are in use.</source>
        <translation>Действуют значения по умолчанию.</translation>
    </message>
    <message>
        <source>it holds no JSON object</source>
        <translation>в нём нет объекта JSON</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be written: %2.</source>
        <translation>Не удаётся сохранить файл %1: %2.</translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions and the free space.</source>
        <translation>Проверьте права доступа к папке и свободное место.</translation>
    </message>
    <message>
        <source>its folder can&apos;t be made</source>
        <translation>не удаётся создать его папку</translation>
    </message>
</context>
<context>
    <name>sonde::LogView</name>
    <message>
        <source>Message log</source>
        <translation>Журнал сообщений</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new, jump to the newest</source>
        <translation>
            <numerusform>%Ln новая строка, перейти к последней</numerusform>
            <numerusform>%Ln новые строки, перейти к последней</numerusform>
            <numerusform>%Ln новых строк, перейти к последней</numerusform>
        </translation>
    </message>
    <message>
        <source>No messages yet. Enter in the address connects.</source>
        <translation>Сообщений пока нет. Чтобы подключиться, нажмите Enter в поле адреса.</translation>
    </message>
</context>
<context>
    <name>sonde::MainWindow</name>
    <message>
        <source>New tab (Ctrl+T)</source>
        <translation>Новая вкладка (Ctrl+T)</translation>
    </message>
    <message>
        <source>New tab</source>
        <translation>Новая вкладка</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Файл</translation>
    </message>
    <message>
        <source>&amp;New tab</source>
        <translation>&amp;Новая вкладка</translation>
    </message>
    <message>
        <source>Ctrl+T</source>
        <translation>Ctrl+T</translation>
    </message>
    <message>
        <source>&amp;Close tab</source>
        <translation>&amp;Закрыть вкладку</translation>
    </message>
    <message>
        <source>Ctrl+W</source>
        <translation>Ctrl+W</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>На&amp;стройки…</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Выход</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Правка</translation>
    </message>
    <message>
        <source>&amp;Format JSON</source>
        <translation>&amp;Форматировать JSON</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>&amp;Clear the log</source>
        <translation>&amp;Очистить журнал</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>Show c&amp;leared rows</source>
        <translation>&amp;Показать очищенные строки</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Вид</translation>
    </message>
    <message>
        <source>Go to the &amp;log</source>
        <translation>Перейти в &amp;журнал</translation>
    </message>
    <message>
        <source>Ctrl+G</source>
        <translation>Ctrl+G</translation>
    </message>
    <message>
        <source>Jump to the &amp;newest</source>
        <translation>Перейти к п&amp;оследней строке</translation>
    </message>
    <message>
        <source>Ctrl+End</source>
        <translation>Ctrl+End</translation>
    </message>
    <message>
        <source>N&amp;ext tab</source>
        <translation>&amp;Следующая вкладка</translation>
    </message>
    <message>
        <source>Ctrl+Tab</source>
        <translation>Ctrl+Tab</translation>
    </message>
    <message>
        <source>&amp;Previous tab</source>
        <translation>&amp;Предыдущая вкладка</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Tab</source>
        <translation>Ctrl+Shift+Tab</translation>
    </message>
    <message>
        <source>&amp;Connection</source>
        <translation>&amp;Соединение</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Адрес</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Подключиться</translation>
    </message>
    <message>
        <source>Ctrl+Shift+L</source>
        <translation>Ctrl+Shift+L</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>&amp;Отключиться</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>&amp;Reconnect now</source>
        <translation>Пе&amp;реподключиться сейчас</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>&amp;Write a message</source>
        <translation>&amp;Написать сообщение</translation>
    </message>
    <message>
        <source>Ctrl+M</source>
        <translation>Ctrl+M</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>О&amp;тправить</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>&amp;Ping…</source>
        <translation>&amp;Кадр Ping…</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>Connection se&amp;ttings…</source>
        <translation>Настройки &amp;соединения…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+,</source>
        <translation>Ctrl+Shift+,</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Сп&amp;равка</translation>
    </message>
    <message>
        <source>&amp;About Sonde</source>
        <translation>&amp;О программе Sonde</translation>
    </message>
    <message>
        <source>Close tab (Ctrl+W)</source>
        <translation>Закрыть вкладку (Ctrl+W)</translation>
    </message>
    <message>
        <source>Close tab</source>
        <translation>Закрыть вкладку</translation>
    </message>
    <message>
        <source>About Sonde</source>
        <translation>О программе Sonde</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;Sonde %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;A WebSocket tester. Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;Sonde %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Программа для проверки WebSocket. Свободное программное обеспечение под лицензией GNU General Public License версии 3 или более поздней.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>sonde::Profile</name>
    <message>
        <source>&quot;%1&quot; is not a header.</source>
        <translation>«%1» — не заголовок.</translation>
    </message>
    <message>
        <source>Write Name: value, one a line.</source>
        <translation>Пишите «Имя: значение», по одному в строке.</translation>
    </message>
</context>
<context>
    <name>sonde::Program</name>
    <message>
        <source>The folder %1 can&apos;t be made, so nothing is kept.</source>
        <translation>Не удаётся создать папку %1, поэтому ничего не сохраняется.</translation>
    </message>
    <message>
        <source>Check the permissions of the folder above it.</source>
        <translation>Проверьте права доступа к папке над ней.</translation>
    </message>
    <message>
        <source>Another Sonde is running, so the tabs of this window will not come back.</source>
        <translation>Sonde уже запущена, поэтому вкладки этого окна не восстановятся.</translation>
    </message>
    <message>
        <source>Their logs are kept all the same.</source>
        <translation>Их журналы всё равно сохраняются.</translation>
    </message>
    <message>
        <source>The log of %1 can&apos;t be read. %2</source>
        <translation>Не удаётся прочитать журнал %1. %2</translation>
    </message>
    <message>
        <source>It was kept as %1.</source>
        <translation>Он сохранён как %1.</translation>
    </message>
</context>
<context>
    <name>sonde::QtTransport</name>
    <message>
        <source>The server masks its frames, which RFC 6455 section 5.1 forbids. This engine accepts it.</source>
        <translation>Сервер маскирует свои кадры, что запрещено в RFC 6455, раздел 5.1. Этот движок их принимает.</translation>
    </message>
    <message>
        <source>Other clients will refuse this server.</source>
        <translation>Другие клиенты этот сервер отвергнут.</translation>
    </message>
    <message>
        <source>The connection is not open, so nothing was sent.</source>
        <translation>Соединение не открыто, поэтому ничего не отправлено.</translation>
    </message>
    <message>
        <source>Connect first.</source>
        <translation>Сначала подключитесь.</translation>
    </message>
    <message>
        <source>Not sent: %1 already wait for the server to read them, and the limit is %2.</source>
        <translation>Не отправлено: сервер ещё не прочёл %1, а предел — %2.</translation>
    </message>
    <message>
        <source>Wait until the server reads again, or raise the limit in the connection&apos;s settings.</source>
        <translation>Подождите или увеличьте предел в настройках соединения.</translation>
    </message>
    <message>
        <source>The connection is not open, so no ping was sent.</source>
        <translation>Соединение не открыто, поэтому Ping не отправлен.</translation>
    </message>
    <message numerus="yes">
        <source>A ping carries at most %n byte(s) (RFC 6455 section 5.5).</source>
        <translation>
            <numerusform>Ping вмещает не более %n байта (RFC 6455, раздел 5.5).</numerusform>
            <numerusform>Ping вмещает не более %n байт (RFC 6455, раздел 5.5).</numerusform>
            <numerusform>Ping вмещает не более %n байт (RFC 6455, раздел 5.5).</numerusform>
        </translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation>Сократите текст.</translation>
    </message>
    <message>
        <source>A Close frame can&apos;t carry the code %1 (RFC 6455 section 7.4).</source>
        <translation>Код %1 недопустим в кадре Close (RFC 6455, раздел 7.4).</translation>
    </message>
    <message>
        <source>Use 1000 to 1003, 1007 to 1014, or 3000 to 4999.</source>
        <translation>Используйте 1000–1003, 1007–1014 или 3000–4999.</translation>
    </message>
    <message numerus="yes">
        <source>The reason of a Close frame is at most %n byte(s) long.</source>
        <translation>
            <numerusform>Причина в кадре Close не длиннее %n байта.</numerusform>
            <numerusform>Причина в кадре Close не длиннее %n байт.</numerusform>
            <numerusform>Причина в кадре Close не длиннее %n байт.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server did not answer the Close frame within %1 s.</source>
        <translation>Сервер не ответил на кадр Close за %1 с.</translation>
    </message>
    <message>
        <source>The server ended the connection without a Close frame of its own.</source>
        <translation>Сервер завершил соединение без своего кадра Close.</translation>
    </message>
    <message>
        <source>The connection was lost in the middle of a message, with no Close frame.</source>
        <translation>Соединение потеряно посреди сообщения, без кадра Close.</translation>
    </message>
    <message>
        <source>The connection was lost, with no Close frame.</source>
        <translation>Соединение потеряно, без кадра Close.</translation>
    </message>
    <message>
        <source>The server, or a proxy on the way, crashed or cut it.</source>
        <translation>Сервер или прокси на пути упал либо разорвал его.</translation>
    </message>
    <message>
        <source>There is no host called %1.</source>
        <translation>Хоста с именем %1 нет.</translation>
    </message>
    <message>
        <source>Check its spelling.</source>
        <translation>Проверьте написание.</translation>
    </message>
    <message>
        <source>Nobody listens at %1: the connection was refused.</source>
        <translation>На %1 никто не слушает, соединение отклонено.</translation>
    </message>
    <message>
        <source>Check that the server runs, and its port.</source>
        <translation>Проверьте, работает ли сервер и верен ли порт.</translation>
    </message>
    <message>
        <source>%1 ended the connection before it answered the handshake.</source>
        <translation>Сервер %1 завершил соединение, не ответив на рукопожатие.</translation>
    </message>
    <message>
        <source>Check that a WebSocket server listens there, and whether it wants wss://.</source>
        <translation>Проверьте, есть ли там сервер WebSocket и не нужен ли ему wss://.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be reached: %2.</source>
        <translation>Сервер %1 недоступен: %2.</translation>
    </message>
    <message>
        <source>Check the network.</source>
        <translation>Проверьте сеть.</translation>
    </message>
</context>
<context>
    <name>sonde::Record</name>
    <message>
        <source>Attempt</source>
        <translation>Попытка</translation>
    </message>
    <message>
        <source>Handshake</source>
        <translation>Рукопожатие</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Binary</source>
        <translation>Двоичное</translation>
    </message>
    <message>
        <source>Ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>Pong</source>
        <translation>Pong</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Повтор</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Неизвестно</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Событие</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Входящее</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Исходящее</translation>
    </message>
</context>
<context>
    <name>sonde::Refusal</name>
    <message>
        <source>The server calls the request malformed. Compare the headers, Origin above all.</source>
        <translation>Сервер считает запрос неверным. Сверьте заголовки, прежде всего Origin.</translation>
    </message>
    <message>
        <source>Add an Authorization header in the connection&apos;s settings.</source>
        <translation>Добавьте заголовок Authorization в настройках соединения.</translation>
    </message>
    <message>
        <source>Check the credentials and the Origin header in the connection&apos;s settings.</source>
        <translation>Проверьте учётные данные и заголовок Origin в настройках соединения.</translation>
    </message>
    <message>
        <source>Check the path of the address.</source>
        <translation>Проверьте путь в адресе.</translation>
    </message>
    <message>
        <source>A proxy on the way wants credentials.</source>
        <translation>Прокси на пути требует учётные данные.</translation>
    </message>
    <message>
        <source>The server wants another protocol version: %1.</source>
        <translation>Серверу нужна другая версия протокола: %1.</translation>
    </message>
    <message>
        <source>The server or a proxy before it is busy or down. Try again later.</source>
        <translation>Сервер или прокси перед ним перегружен либо не работает. Попробуйте позже.</translation>
    </message>
    <message>
        <source>It points to %1. Dial that address instead.</source>
        <translation>Он указывает на %1. Подключитесь по этому адресу.</translation>
    </message>
    <message>
        <source>It answered as to a web browser. Check that the path is a WebSocket&apos;s.</source>
        <translation>Он ответил как браузеру. Проверьте, что по этому пути есть WebSocket.</translation>
    </message>
    <message>
        <source>Look at the response&apos;s headers and body.</source>
        <translation>Посмотрите заголовки и тело ответа.</translation>
    </message>
    <message>
        <source>The response has no header Upgrade: websocket, so it opens no WebSocket.</source>
        <translation>В ответе нет заголовка Upgrade: websocket, поэтому WebSocket он не открывает.</translation>
    </message>
    <message>
        <source>The response has no header Connection: Upgrade, so it opens no WebSocket.</source>
        <translation>В ответе нет заголовка Connection: Upgrade, поэтому WebSocket он не открывает.</translation>
    </message>
    <message>
        <source>A proxy on the way may have removed it.</source>
        <translation>Возможно, его убрал прокси на пути.</translation>
    </message>
    <message>
        <source>The response has no header Sec-WebSocket-Accept.</source>
        <translation>В ответе нет заголовка Sec-WebSocket-Accept.</translation>
    </message>
    <message>
        <source>The response&apos;s Sec-WebSocket-Accept does not answer the key that was sent.</source>
        <translation>Sec-WebSocket-Accept в ответе не соответствует отправленному ключу.</translation>
    </message>
    <message>
        <source>The response may come from a cache, or the server computes it wrongly.</source>
        <translation>Возможно, ответ взят из кэша или сервер вычисляет его неверно.</translation>
    </message>
    <message>
        <source>The server chose the subprotocol %1, which was not offered.</source>
        <translation>Сервер выбрал подпротокол %1, который не был предложен.</translation>
    </message>
    <message>
        <source>Add it to the subprotocols in the connection&apos;s settings.</source>
        <translation>Добавьте его к подпротоколам в настройках соединения.</translation>
    </message>
    <message>
        <source>The response is legal, but this engine does not understand its header Connection: %1.</source>
        <translation>Ответ допустим, но этот движок не понимает его заголовок Connection: %1.</translation>
    </message>
    <message>
        <source>The server did nothing wrong. Other clients will connect.</source>
        <translation>Сервер не нарушил правил. Другие клиенты подключатся.</translation>
    </message>
    <message>
        <source>The answer to the handshake is not HTTP.</source>
        <translation>Ответ на рукопожатие — не HTTP.</translation>
    </message>
    <message>
        <source>Check that a WebSocket server listens at this port.</source>
        <translation>Проверьте, что на этом порту работает сервер WebSocket.</translation>
    </message>
    <message>
        <source>The header block of the response is too long or has no end.</source>
        <translation>Блок заголовков ответа слишком длинный или не имеет конца.</translation>
    </message>
    <message>
        <source>The server refused the handshake: %1 %2.</source>
        <translation>Сервер отклонил рукопожатие: %1 %2.</translation>
    </message>
    <message>
        <source>The name of %1 was not resolved within %2 s.</source>
        <translation>Имя в %1 не удалось разрешить за %2 с.</translation>
    </message>
    <message>
        <source>Check the network and its name server.</source>
        <translation>Проверьте сеть и её сервер имён.</translation>
    </message>
    <message>
        <source>%1 did not take the TCP connection within %2 s.</source>
        <translation>Сервер %1 не принял соединение TCP за %2 с.</translation>
    </message>
    <message>
        <source>A firewall may drop it. Check host and port.</source>
        <translation>Возможно, его отбрасывает брандмауэр. Проверьте хост и порт.</translation>
    </message>
    <message>
        <source>%1 did not finish the TLS handshake within %2 s.</source>
        <translation>Сервер %1 не завершил рукопожатие TLS за %2 с.</translation>
    </message>
    <message>
        <source>Check that it speaks TLS at this port.</source>
        <translation>Проверьте, что на этом порту работает TLS.</translation>
    </message>
    <message>
        <source>%1 took the connection, but did not answer the handshake within %2 s.</source>
        <translation>Сервер %1 принял соединение, но не ответил на рукопожатие за %2 с.</translation>
    </message>
    <message>
        <source>Check that a WebSocket server listens there, and whether it wants wss://.</source>
        <translation>Проверьте, есть ли там сервер WebSocket и не нужен ли ему wss://.</translation>
    </message>
</context>
<context>
    <name>sonde::Request</name>
    <message>
        <source>&quot;%1&quot; is not a valid header name.</source>
        <translation>«%1» — недопустимое имя заголовка.</translation>
    </message>
    <message>
        <source>Use letters, digits and hyphens, without spaces or a colon.</source>
        <translation>Используйте латинские буквы, цифры и дефисы, без пробелов и двоеточия.</translation>
    </message>
    <message>
        <source>The header %1 belongs to the handshake itself and can&apos;t be set.</source>
        <translation>Заголовок %1 относится к самому рукопожатию, задать его нельзя.</translation>
    </message>
    <message>
        <source>Subprotocols have a field of their own in the settings.</source>
        <translation>Для подпротоколов в настройках есть отдельное поле.</translation>
    </message>
    <message>
        <source>The value of the header %1 has a line break or a NUL in it.</source>
        <translation>В значении заголовка %1 есть перевод строки или NUL.</translation>
    </message>
    <message>
        <source>Delete it: it would forge further headers.</source>
        <translation>Удалите его: он подделал бы другие заголовки.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a valid subprotocol.</source>
        <translation>«%1» — недопустимый подпротокол.</translation>
    </message>
    <message>
        <source>Use letters, digits, hyphens and dots, without spaces.</source>
        <translation>Используйте латинские буквы, цифры, дефисы и точки, без пробелов.</translation>
    </message>
    <message>
        <source>The subprotocol &quot;%1&quot; is listed twice.</source>
        <translation>Подпротокол «%1» указан дважды.</translation>
    </message>
    <message>
        <source>Delete one of the two.</source>
        <translation>Удалите один из двух.</translation>
    </message>
    <message>
        <source>This engine can&apos;t dial hosts with letters beyond ASCII: it would garble the Host header.</source>
        <translation>Этот движок не поддерживает хосты с буквами вне ASCII: исказился бы заголовок Host.</translation>
    </message>
    <message>
        <source>Dial by IP address, or through a name in ASCII.</source>
        <translation>Укажите IP-адрес или имя в ASCII.</translation>
    </message>
</context>
<context>
    <name>sonde::SettingsDialog</name>
    <message>
        <source>Empty the send box when a message went out</source>
        <translation>Очищать поле ввода после отправки сообщения</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлое</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмное</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> МиБ</translation>
    </message>
    <message>
        <source>Language and appearance change at the next start. When all captures together take more than the limit, the oldest are deleted, never one that is open.</source>
        <translation>Язык и оформление меняются при следующем запуске. Когда все записи вместе занимают больше предела, самые старые удаляются, но открытые остаются всегда.</translation>
    </message>
    <message>
        <source>Language:</source>
        <translation>Язык:</translation>
    </message>
    <message>
        <source>Appearance:</source>
        <translation>Оформление:</translation>
    </message>
    <message>
        <source>All captures together:</source>
        <translation>Все записи вместе:</translation>
    </message>
</context>
<context>
    <name>sonde::SocketProbe</name>
    <message>
        <source>The rest of a message did not come within 5 s, and this engine waits no longer.</source>
        <translation>Остаток сообщения не пришёл за 5 с, а дольше этот движок не ждёт.</translation>
    </message>
    <message>
        <source>The server did nothing wrong: RFC 6455 sets no such limit.</source>
        <translation>Сервер не нарушил правил: в RFC 6455 такого предела нет.</translation>
    </message>
    <message>
        <source>A text message has a character that is split across two frames, and this engine can&apos;t join it.</source>
        <translation>Символ в текстовом сообщении разделён между двумя кадрами, а этот движок не умеет его соединить.</translation>
    </message>
    <message>
        <source>The server did nothing wrong: RFC 6455 section 5.6 allows it.</source>
        <translation>Сервер не нарушил правил: RFC 6455, раздел 5.6, это допускает.</translation>
    </message>
    <message>
        <source>The server sent a message that is larger than the limit set here.</source>
        <translation>Сервер отправил сообщение больше заданного здесь предела.</translation>
    </message>
    <message>
        <source>Raise the limit in the connection&apos;s settings if such messages are expected.</source>
        <translation>Если такие сообщения ожидаются, увеличьте предел в настройках соединения.</translation>
    </message>
    <message>
        <source>The server sent a text message that is not valid UTF-8.</source>
        <translation>Сервер отправил текстовое сообщение с неверным UTF-8.</translation>
    </message>
    <message>
        <source>Text messages must be UTF-8 (RFC 6455 section 8.1). Send other data as binary.</source>
        <translation>Текстовые сообщения должны быть в UTF-8 (RFC 6455, раздел 8.1). Остальное отправляют двоичными.</translation>
    </message>
    <message>
        <source>The server broke the WebSocket protocol: %1</source>
        <translation>Сервер нарушил протокол WebSocket: %1</translation>
    </message>
</context>
<context>
    <name>sonde::Status</name>
    <message>
        <source>Failed</source>
        <translation>Сбой</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Нет соединения</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Подключение</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыто</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Закрытие</translation>
    </message>
    <message>
        <source>Waiting to reconnect</source>
        <translation>Ожидание переподключения</translation>
    </message>
    <message>
        <source>%1 d %2</source>
        <translation>%1 д %2</translation>
    </message>
</context>
<context>
    <name>sonde::StatusLine</name>
    <message>
        <source>Use %1</source>
        <translation>Подставить %1</translation>
    </message>
    <message>
        <source>↓ %1 ↑ %2</source>
        <translation>↓ %1 ↑ %2</translation>
    </message>
    <message>
        <source>round trip %1</source>
        <translation>отклик %1</translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation>попытка %1</translation>
    </message>
</context>
<context>
    <name>sonde::Tls</name>
    <message>
        <source>The server&apos;s certificate can&apos;t be trusted: %1.</source>
        <translation>Сертификату сервера нельзя доверять: %1.</translation>
    </message>
    <message>
        <source>If you trust this server, name its authority&apos;s file in the connection&apos;s settings.</source>
        <translation>Если доверяете ему, укажите файл его центра сертификации в настройках соединения.</translation>
    </message>
    <message>
        <source>The server does not speak TLS at this port.</source>
        <translation>На этом порту у сервера нет TLS.</translation>
    </message>
    <message>
        <source>Try ws:// instead of wss://.</source>
        <translation>Попробуйте ws:// вместо wss://.</translation>
    </message>
    <message>
        <source>The TLS handshake failed: %1.</source>
        <translation>Рукопожатие TLS не удалось: %1.</translation>
    </message>
    <message>
        <source>Check which TLS versions and certificates the server accepts.</source>
        <translation>Проверьте, какие версии TLS и сертификаты принимает сервер.</translation>
    </message>
    <message>
        <source>The file of trusted authorities %1 can&apos;t be read: %2.</source>
        <translation>Не удаётся прочитать файл доверенных центров сертификации %1: %2.</translation>
    </message>
    <message>
        <source>Choose another in the connection&apos;s settings.</source>
        <translation>Выберите другой в настройках соединения.</translation>
    </message>
    <message>
        <source>The file of trusted authorities %1 holds no certificate.</source>
        <translation>В файле доверенных центров сертификации %1 нет сертификатов.</translation>
    </message>
    <message>
        <source>Choose a file in PEM form.</source>
        <translation>Выберите файл в формате PEM.</translation>
    </message>
</context>
</TS>
