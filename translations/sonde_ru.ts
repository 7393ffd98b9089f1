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
        <source>Address to connect to, or capture file to open; a tab for each.</source>
        <translation>Адрес для подключения или файл записи; для каждого своя вкладка.</translation>
    </message>
</context>
<context>
    <name>sonde::Abuse</name>
    <message>
        <source>It ended the TCP connection without a Close frame.</source>
        <translation>Завершил соединение TCP без кадра Close.</translation>
    </message>
    <message>
        <source>It sent a Close frame without a code.</source>
        <translation>Прислал кадр Close без кода.</translation>
    </message>
    <message>
        <source>It sent a Close frame with %1.</source>
        <translation>Прислал кадр Close с кодом %1.</translation>
    </message>
    <message>
        <source>It went on, and answers pings.</source>
        <translation>Продолжил работу и отвечает на Ping.</translation>
    </message>
    <message>
        <source>It neither ended the connection nor answers pings.</source>
        <translation>Не завершил соединение и не отвечает на Ping.</translation>
    </message>
    <message>
        <source>It answered with the right Pong.</source>
        <translation>Ответил правильным Pong.</translation>
    </message>
    <message>
        <source>It answered with a Pong that carries something else.</source>
        <translation>Ответил Pong с другим содержимым.</translation>
    </message>
    <message>
        <source>It did not answer the Ping.</source>
        <translation>Не ответил на Ping.</translation>
    </message>
    <message>
        <source>It did not answer the Close frame.</source>
        <translation>Не ответил на кадр Close.</translation>
    </message>
    <message>
        <source>It takes no new connections any more.</source>
        <translation>Больше не принимает новых соединений.</translation>
    </message>
    <message>
        <source>It did not end its side of the TCP connection.</source>
        <translation>Не завершил свою сторону соединения TCP.</translation>
    </message>
    <message>
        <source>It noticed, and takes new connections.</source>
        <translation>Заметил и принимает новые соединения.</translation>
    </message>
    <message>
        <source>The connection did not open.</source>
        <translation>Соединение не открылось.</translation>
    </message>
    <message>
        <source>It waits for the rest, and works.</source>
        <translation>Ждёт продолжения и работает.</translation>
    </message>
    <message>
        <source>Fail the connection with %1.</source>
        <translation>Прервать соединение с кодом %1.</translation>
    </message>
    <message>
        <source>Answer with a Pong that carries the same.</source>
        <translation>Ответить Pong с тем же содержимым.</translation>
    </message>
    <message>
        <source>Go on.</source>
        <translation>Продолжить работу.</translation>
    </message>
    <message>
        <source>Answer with a Close frame.</source>
        <translation>Ответить кадром Close.</translation>
    </message>
    <message>
        <source>Answer with a Close frame, best with %1 again.</source>
        <translation>Ответить кадром Close, лучше с тем же кодом %1.</translation>
    </message>
    <message>
        <source>Notice the end, and take new connections.</source>
        <translation>Заметить конец и принимать новые соединения.</translation>
    </message>
    <message>
        <source>as the RFC says</source>
        <translation>по RFC</translation>
    </message>
    <message>
        <source>nearly</source>
        <translation>почти</translation>
    </message>
    <message>
        <source>against the RFC</source>
        <translation>против RFC</translation>
    </message>
    <message>
        <source>unclear</source>
        <translation>неясно</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>не выполнено</translation>
    </message>
    <message>
        <source>Bear it, or fail the connection with %1; but go on to work.</source>
        <translation>Стерпеть или прервать соединение с кодом %1, но работать дальше.</translation>
    </message>
</context>
<context>
    <name>sonde::AbuseList</name>
    <message>
        <source>A text frame that is not masked.</source>
        <translation>Текстовый кадр без маски.</translation>
    </message>
    <message>
        <source>A Ping that is not masked.</source>
        <translation>Ping без маски.</translation>
    </message>
    <message>
        <source>A text frame with RSV1 set, with no extension agreed on.</source>
        <translation>Текстовый кадр с битом RSV1, хотя расширения не согласованы.</translation>
    </message>
    <message>
        <source>A text frame with RSV2 set.</source>
        <translation>Текстовый кадр с битом RSV2.</translation>
    </message>
    <message>
        <source>A Ping with RSV3 set.</source>
        <translation>Ping с битом RSV3.</translation>
    </message>
    <message>
        <source>The reserved opcode 0x3.</source>
        <translation>Зарезервированный код операции 0x3.</translation>
    </message>
    <message>
        <source>The reserved opcode 0x7, with no payload.</source>
        <translation>Зарезервированный код операции 0x7 без данных.</translation>
    </message>
    <message>
        <source>The reserved control opcode 0xB.</source>
        <translation>Зарезервированный управляющий код 0xB.</translation>
    </message>
    <message>
        <source>The reserved control opcode 0xF, with no payload.</source>
        <translation>Зарезервированный управляющий код 0xF без данных.</translation>
    </message>
    <message>
        <source>A length of 5 that is written in 16 bits.</source>
        <translation>Длина 5, записанная в 16 битах.</translation>
    </message>
    <message>
        <source>A length of 5 that is written in 64 bits.</source>
        <translation>Длина 5, записанная в 64 битах.</translation>
    </message>
    <message>
        <source>A length of 64 bits whose highest bit is set.</source>
        <translation>Длина в 64 бита, у которой установлен старший бит.</translation>
    </message>
    <message>
        <source>A frame that claims 4 EiB of payload, and brings 5 bytes.</source>
        <translation>Кадр, который обещает 4 ЭиБ данных и приносит 5 байт.</translation>
    </message>
    <message>
        <source>A continuation frame with nothing to continue, more to come.</source>
        <translation>Кадр продолжения, которому нечего продолжать, не последний.</translation>
    </message>
    <message>
        <source>A last continuation frame with nothing to continue.</source>
        <translation>Последний кадр продолжения, которому нечего продолжать.</translation>
    </message>
    <message>
        <source>A new text message within a fragmented one.</source>
        <translation>Новый текст внутри сообщения из нескольких кадров.</translation>
    </message>
    <message>
        <source>A binary message within a fragmented text.</source>
        <translation>Двоичное сообщение внутри текста из нескольких кадров.</translation>
    </message>
    <message>
        <source>A Ping between the frames of a message; this is allowed.</source>
        <translation>Ping между кадрами сообщения; это разрешено.</translation>
    </message>
    <message>
        <source>A text in three frames, the first two empty; this is allowed.</source>
        <translation>Текст из трёх кадров, первые два пустые; это разрешено.</translation>
    </message>
    <message>
        <source>A text in 100 frames of one byte; this is allowed.</source>
        <translation>Текст из 100 кадров по одному байту; это разрешено.</translation>
    </message>
    <message>
        <source>A Ping whose bytes come one by one; this is allowed.</source>
        <translation>Ping, байты которого приходят по одному; это разрешено.</translation>
    </message>
    <message>
        <source>A character that two frames share; this is allowed.</source>
        <translation>Символ, разделённый между двумя кадрами; это разрешено.</translation>
    </message>
    <message>
        <source>A text message without payload; this is allowed.</source>
        <translation>Пустое текстовое сообщение; это разрешено.</translation>
    </message>
    <message>
        <source>A Ping without FIN.</source>
        <translation>Ping без FIN.</translation>
    </message>
    <message>
        <source>A Close frame without FIN.</source>
        <translation>Кадр Close без FIN.</translation>
    </message>
    <message>
        <source>A Ping with 126 bytes of payload.</source>
        <translation>Ping со 126 байтами данных.</translation>
    </message>
    <message>
        <source>A Close frame with 126 bytes of payload.</source>
        <translation>Кадр Close со 126 байтами данных.</translation>
    </message>
    <message>
        <source>A Ping without payload; this is allowed.</source>
        <translation>Ping без данных; это разрешено.</translation>
    </message>
    <message>
        <source>A Ping with 125 bytes of payload; this is allowed.</source>
        <translation>Ping со 125 байтами данных; это разрешено.</translation>
    </message>
    <message>
        <source>A Ping whose payload is no UTF-8; this is allowed.</source>
        <translation>Ping, данные которого не UTF-8; это разрешено.</translation>
    </message>
    <message>
        <source>Two Pings at once; at least the last is to be answered.</source>
        <translation>Два Ping сразу; ответить надо хотя бы на последний.</translation>
    </message>
    <message>
        <source>A Pong that nobody asked for; this is allowed.</source>
        <translation>Pong, которого никто не просил; это разрешено.</translation>
    </message>
    <message>
        <source>A Close frame with one byte, half a code.</source>
        <translation>Кадр Close с одним байтом, половиной кода.</translation>
    </message>
    <message>
        <source>A Close frame whose reason is no UTF-8.</source>
        <translation>Кадр Close, причина в котором не UTF-8.</translation>
    </message>
    <message>
        <source>A Close frame without a code; this is allowed.</source>
        <translation>Кадр Close без кода; это разрешено.</translation>
    </message>
    <message>
        <source>A text behind the Close frame, which is to be ignored.</source>
        <translation>Текст после кадра Close, который надо пропустить.</translation>
    </message>
    <message>
        <source>A Close frame with %1; this is allowed.</source>
        <translation>Кадр Close с кодом %1; это разрешено.</translation>
    </message>
    <message>
        <source>A Close frame with %1, which no frame may carry.</source>
        <translation>Кадр Close с кодом %1, которого в кадре быть не может.</translation>
    </message>
    <message>
        <source>A text with a byte that is no UTF-8.</source>
        <translation>Текст с байтом, который не UTF-8.</translation>
    </message>
    <message>
        <source>A text with half a surrogate pair.</source>
        <translation>Текст с половиной суррогатной пары.</translation>
    </message>
    <message>
        <source>A text with an overlong encoding of &quot;/&quot;.</source>
        <translation>Текст с избыточно длинной записью «/».</translation>
    </message>
    <message>
        <source>A text with a character beyond U+10FFFF.</source>
        <translation>Текст с символом за пределами U+10FFFF.</translation>
    </message>
    <message>
        <source>A text that ends in the middle of a character.</source>
        <translation>Текст, который обрывается посреди символа.</translation>
    </message>
    <message>
        <source>A text whose second frame is no UTF-8.</source>
        <translation>Текст, второй кадр которого не UTF-8.</translation>
    </message>
    <message>
        <source>A binary message that is no UTF-8; this is allowed.</source>
        <translation>Двоичное сообщение, которое не UTF-8; это разрешено.</translation>
    </message>
    <message>
        <source>Half the header of a frame, then a FIN.</source>
        <translation>Половина заголовка кадра, затем FIN.</translation>
    </message>
    <message>
        <source>A frame whose payload is cut off, then a FIN.</source>
        <translation>Кадр с оборванными данными, затем FIN.</translation>
    </message>
    <message>
        <source>A FIN without a Close frame.</source>
        <translation>FIN без кадра Close.</translation>
    </message>
    <message>
        <source>A RST in the middle of a message.</source>
        <translation>RST посреди сообщения.</translation>
    </message>
    <message>
        <source>A Close frame with %1.</source>
        <translation>Кадр Close с кодом %1.</translation>
    </message>
</context>
<context>
    <name>sonde::AbuseReport</name>
    <message>
        <source>How %1 takes misbehaviour</source>
        <translation>Как %1 переносит нарушения</translation>
    </message>
    <message>
        <source>RFC 6455</source>
        <translation>RFC 6455</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Послано</translation>
    </message>
    <message>
        <source>To be done</source>
        <translation>Надо</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Сделано</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Оценка</translation>
    </message>
</context>
<context>
    <name>sonde::AbuseRun</name>
    <message>
        <source>Not run.</source>
        <translation>Не выполнено.</translation>
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
    <message>
        <source>WebSocket addresses begin with ws://, wss:// or ws+unix:/.</source>
        <translation>Адреса WebSocket начинаются с ws://, wss:// или ws+unix:/.</translation>
    </message>
    <message>
        <source>The address has no path of a Unix socket.</source>
        <translation>В адресе нет пути к сокету Unix.</translation>
    </message>
    <message>
        <source>Type one such as ws+unix:/run/server.sock:/echo.</source>
        <translation>Введите, например, ws+unix:/run/server.sock:/echo.</translation>
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
    <name>sonde::AuthPage</name>
    <message>
        <source>Address of the token:</source>
        <translation>Адрес токена:</translation>
    </message>
    <message>
        <source>User or client id:</source>
        <translation>Имя или ID клиента:</translation>
    </message>
    <message>
        <source>Password or secret:</source>
        <translation>Пароль или секрет:</translation>
    </message>
    <message>
        <source>Name of the key:</source>
        <translation>Имя ключа:</translation>
    </message>
    <message>
        <source>Token or key:</source>
        <translation>Токен или ключ:</translation>
    </message>
    <message>
        <source>Scope:</source>
        <translation>Область (scope):</translation>
    </message>
    <message>
        <source>Method:</source>
        <translation>Метод:</translation>
    </message>
    <message>
        <source>Content type:</source>
        <translation>Тип содержимого:</translation>
    </message>
    <message>
        <source>Body:</source>
        <translation>Тело:</translation>
    </message>
    <message>
        <source>Path to the token:</source>
        <translation>Путь к токену:</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>User and password (Basic)</source>
        <translation>Имя и пароль (Basic)</translation>
    </message>
    <message>
        <source>Token (Bearer)</source>
        <translation>Токен (Bearer)</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Ключ API</translation>
    </message>
    <message>
        <source>User and password (Digest)</source>
        <translation>Имя и пароль (Digest)</translation>
    </message>
    <message>
        <source>OAuth 2.0 client credentials</source>
        <translation>OAuth 2.0 (client credentials)</translation>
    </message>
    <message>
        <source>Log in first</source>
        <translation>Сначала войти</translation>
    </message>
    <message>
        <source>Credentials:</source>
        <translation>Учётные данные:</translation>
    </message>
    <message>
        <source>In a header</source>
        <translation>В заголовке</translation>
    </message>
    <message>
        <source>In the query</source>
        <translation>В параметрах запроса</translation>
    </message>
    <message>
        <source>Sent:</source>
        <translation>Передавать:</translation>
    </message>
    <message>
        <source>Write {{secret:name}} in place of a password: the system&apos;s keychain keeps it, and no file holds it.</source>
        <translation>Вместо пароля пишите {{secret:name}}: тогда он хранится в системном хранилище паролей, а не в файлах.</translation>
    </message>
</context>
<context>
    <name>sonde::Authorizer</name>
    <message>
        <source>Check the user name and the password in the connection&apos;s settings.</source>
        <translation>Проверьте имя пользователя и пароль в настройках соединения.</translation>
    </message>
    <message>
        <source>It offers no Digest with MD5 or SHA-256. Its header WWW-Authenticate says what it wants instead.</source>
        <translation>Он не предлагает Digest с MD5 или SHA-256. Что ему нужно, сказано в его заголовке WWW-Authenticate.</translation>
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
    <name>sonde::CaptureTab</name>
    <message>
        <source>An opened capture. To talk to a server, open a new tab.</source>
        <translation>Открытая запись. Чтобы подключиться к серверу, откройте новую вкладку.</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %Ln record(s) · %2</source>
        <translation>
            <numerusform>%1 · %Ln строка · %2</numerusform>
            <numerusform>%1 · %Ln строки · %2</numerusform>
            <numerusform>%1 · %Ln строк · %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::Cbor</name>
    <message>
        <source>This is not a CBOR data item, or it has no end.</source>
        <translation>Это не элемент данных CBOR, или у него нет конца.</translation>
    </message>
    <message>
        <source>Something follows the CBOR data item.</source>
        <translation>После элемента данных CBOR что-то есть.</translation>
    </message>
</context>
<context>
    <name>sonde::Cli</name>
    <message>
        <source>Show this help.</source>
        <translation>Показать эту справку.</translation>
    </message>
    <message>
        <source>See sonde-cli %1 --help.</source>
        <translation>См. sonde-cli %1 --help.</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>Не указан аргумент %1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is one argument too many.</source>
        <translation>Аргумент «%1» лишний.</translation>
    </message>
    <message>
        <source>--%1 needs a number of seconds, not &quot;%2&quot;.</source>
        <translation>Для --%1 нужно число секунд, а не «%2».</translation>
    </message>
    <message>
        <source>Write for example --%1 2.5.</source>
        <translation>Пишите, например, --%1 2.5.</translation>
    </message>
    <message>
        <source>--%1 needs a whole number from %2 to %3, not &quot;%4&quot;.</source>
        <translation>Для --%1 нужно целое число от %2 до %3, а не «%4».</translation>
    </message>
    <message>
        <source>--%1 needs a number of bytes from %2 to %3, not &quot;%4&quot;.</source>
        <translation>Для --%1 нужно число байт от %2 до %3, а не «%4».</translation>
    </message>
    <message>
        <source>It may end in k, M or G: --%1 16M.</source>
        <translation>В конце допустимы k, M или G: --%1 16M.</translation>
    </message>
    <message>
        <source>Usage: sonde-cli %1</source>
        <translation>Вызов: sonde-cli %1</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Параметры:</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Примеры:</translation>
    </message>
    <message>
        <source>Exit status:</source>
        <translation>Код завершения:</translation>
    </message>
    <message>
        <source>Usage: sonde-cli COMMAND [OPTION...] [ARGUMENT]</source>
        <translation>Вызов: sonde-cli COMMAND [OPTION...] [ARGUMENT]</translation>
    </message>
    <message>
        <source>Talks to WebSocket servers, and reads what Sonde recorded.</source>
        <translation>Обменивается сообщениями с серверами WebSocket и читает записи Sonde.</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Команды:</translation>
    </message>
    <message>
        <source>sonde-cli COMMAND --help tells more; sonde-cli --version tells the version. Data goes to standard output, everything else to standard error.</source>
        <translation>Подробнее — sonde-cli COMMAND --help; версия — sonde-cli --version. Данные идут в стандартный вывод, всё остальное — в стандартный поток ошибок.</translation>
    </message>
    <message>
        <source>--%1 can&apos;t be &quot;%2&quot;.</source>
        <translation>Значение «%2» для --%1 недопустимо.</translation>
    </message>
    <message>
        <source>Use one of: %1.</source>
        <translation>Возможные значения: %1.</translation>
    </message>
    <message>
        <source>--close can&apos;t send &quot;%1&quot;.</source>
        <translation>Отправить «%1» через --close нельзя.</translation>
    </message>
    <message>
        <source>Use 1000 to 1003, 1007 to 1014, or 3000 to 4999, for example --close 4000:bye.</source>
        <translation>Используйте 1000–1003, 1007–1014 или 3000–4999, например --close 4000:bye.</translation>
    </message>
    <message>
        <source>The reason of --close has more than %1 bytes.</source>
        <translation>Причина в --close длиннее %1 байт.</translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation>Сократите текст.</translation>
    </message>
    <message>
        <source>The file %1 of --ca can&apos;t be read.</source>
        <translation>Не удаётся прочитать файл %1, указанный в --ca.</translation>
    </message>
    <message>
        <source>Check its name and permissions.</source>
        <translation>Проверьте его имя и права доступа к нему.</translation>
    </message>
    <message>
        <source>--ping needs at least 0.01 seconds.</source>
        <translation>Для --ping нужно не менее 0.01 секунды.</translation>
    </message>
    <message>
        <source>--reconnect and --no-reconnect contradict each other.</source>
        <translation>--reconnect и --no-reconnect противоречат друг другу.</translation>
    </message>
    <message>
        <source>Leave one out.</source>
        <translation>Уберите один из них.</translation>
    </message>
    <message>
        <source>Connect to a WebSocket server.</source>
        <translation>Подключиться к серверу WebSocket.</translation>
    </message>
    <message>
        <source>Record everything into a capture, which Sonde opens; one that exists is continued.</source>
        <translation>Вести запись всех событий в файл, который открывает Sonde; существующая запись продолжается.</translation>
    </message>
    <message>
        <source>Write all that happens as JSON Lines, as log --format jsonl does.</source>
        <translation>Выводить все события как JSON Lines, в том же виде, что и log --format jsonl.</translation>
    </message>
    <message>
        <source>How binary messages are written: hex (the default), base64, or raw, which adds no line feed.</source>
        <translation>Как выводить двоичные сообщения: hex (по умолчанию), base64 или raw (без перевода строки).</translation>
    </message>
    <message>
        <source>What is sent: text (the default), binary (the bytes of the line), or hex or base64, which are decoded and sent as binary messages.</source>
        <translation>Что отправляется: text (по умолчанию), binary (байты строки), hex или base64 (декодируются и уходят двоичными сообщениями).</translation>
    </message>
    <message>
        <source>Do not read standard input.</source>
        <translation>Не читать стандартный ввод.</translation>
    </message>
    <message>
        <source>Close after N messages have come.</source>
        <translation>Закрыть соединение, когда придёт N сообщений.</translation>
    </message>
    <message>
        <source>Give up after so long, with exit status 7.</source>
        <translation>Прекратить через это время, с кодом завершения 7.</translation>
    </message>
    <message>
        <source>Send a further header field, written as &apos;Name: value&apos;. May be given several times.</source>
        <translation>Отправить ещё одно поле заголовка в виде &apos;Name: value&apos;. Можно указать несколько раз.</translation>
    </message>
    <message>
        <source>Offer a subprotocol. May be given several times, the preferred one first.</source>
        <translation>Предложить подпротокол. Можно указать несколько раз, начиная с предпочтительного.</translation>
    </message>
    <message>
        <source>Trust the authorities in this PEM file, too.</source>
        <translation>Доверять и центрам сертификации из этого файла PEM.</translation>
    </message>
    <message>
        <source>Go on although the certificate can&apos;t be trusted.</source>
        <translation>Продолжать, даже если сертификату нельзя доверять.</translation>
    </message>
    <message>
        <source>The largest message that is taken; may end in k, M or G. The default is 64M.</source>
        <translation>Наибольшее принимаемое сообщение; в конце допустимы k, M или G. По умолчанию 64M.</translation>
    </message>
    <message>
        <source>Send a Ping so often, and tell its round trip.</source>
        <translation>С таким интервалом отправлять Ping и сообщать отклик.</translation>
    </message>
    <message>
        <source>What to close the connection with. The default is 1000.</source>
        <translation>С чем закрывать соединение. По умолчанию 1000.</translation>
    </message>
    <message>
        <source>Do not; this is the default.</source>
        <translation>Не переподключаться; так по умолчанию.</translation>
    </message>
    <message>
        <source>Tell only errors.</source>
        <translation>Сообщать только об ошибках.</translation>
    </message>
    <message>
        <source>What is to be sent is not valid UTF-8, so it can&apos;t be a text message.</source>
        <translation>Отправляемое — неверный UTF-8, текстовым сообщением оно быть не может.</translation>
    </message>
    <message>
        <source>Use --send-as binary.</source>
        <translation>Используйте --send-as binary.</translation>
    </message>
    <message>
        <source>Standard input can&apos;t be read: %1.</source>
        <translation>Не удаётся прочитать стандартный ввод: %1.</translation>
    </message>
    <message>
        <source>A line of standard input has more than %1 bytes.</source>
        <translation>Строка стандартного ввода длиннее %1 байт.</translation>
    </message>
    <message>
        <source>Split it.</source>
        <translation>Разделите её.</translation>
    </message>
    <message>
        <source>There is no command.</source>
        <translation>Не указана команда.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a command.</source>
        <translation>Команды «%1» нет.</translation>
    </message>
    <message>
        <source>Send this saved message of the profile first. May be given several times.</source>
        <translation>Сначала отправить это сохранённое сообщение профиля. Можно указать несколько раз.</translation>
    </message>
    <message>
        <source>Send this first, or then. May be given several times.</source>
        <translation>Отправить это сначала или после них. Можно указать несколько раз.</translation>
    </message>
    <message>
        <source>Stay for so long after everything was sent; inf stays until the server closes. The default is 1, and inf with --count, or where nothing is to be sent, or a saved message repeats.</source>
        <translation>Сколько ждать после того, как всё отправлено; inf — пока не закроет сервер. По умолчанию 1, а с --count, когда отправлять нечего или сообщение повторяется, — inf.</translation>
    </message>
    <message>
        <source>Connect as this profile says. A NAME is one that sonde-cli profiles lists; a FILE ends in .json. URL may be left out then.</source>
        <translation>Подключиться по этому профилю. NAME — имя из списка sonde-cli profiles; FILE кончается на .json. Тогда URL можно опустить.</translation>
    </message>
    <message>
        <source>The workspace with profiles and environments. The default is that of the window, or the folder of FILE.</source>
        <translation>Рабочее пространство с профилями и окружениями. По умолчанию то же, что у окна, или папка файла FILE.</translation>
    </message>
    <message>
        <source>Take values from this environment of the workspace. That called default counts where it has none.</source>
        <translation>Брать значения из этого окружения рабочего пространства. Чего в нём нет, берётся из default.</translation>
    </message>
    <message>
        <source>A value that goes before those of environments. May be given several times.</source>
        <translation>Значение важнее значений окружений. Можно указать несколько раз.</translation>
    </message>
    <message>
        <source>Fill in placeholders; not needed with --profile, --environment or --var, which switch it on.</source>
        <translation>Заполнять подстановки; не нужно с --profile, --environment и --var, которые это включают.</translation>
    </message>
    <message>
        <source>Placeholders may read the process environment: {{env:NAME}}.</source>
        <translation>Подстановки могут читать среду процесса: {{env:NAME}}.</translation>
    </message>
    <message>
        <source>Placeholders and saved messages may read files outside of the workspace: {{file:PATH}}.</source>
        <translation>Подстановки и сохранённые сообщения могут читать файлы вне рабочего пространства: {{file:PATH}}.</translation>
    </message>
    <message>
        <source>Send the header Origin.</source>
        <translation>Отправить заголовок Origin.</translation>
    </message>
    <message>
        <source>Send a cookie. May be given several times.</source>
        <translation>Отправить cookie. Можно указать несколько раз.</translation>
    </message>
    <message>
        <source>Add a parameter to the address&apos;s query, percent-encoded. May be given several times.</source>
        <translation>Добавить параметр запроса к адресу, с процентным кодированием. Можно указать несколько раз.</translation>
    </message>
    <message>
        <source>Log in with Basic. See above for ways to give a PASSWORD or TOKEN.</source>
        <translation>Войти по Basic. Как задать PASSWORD и TOKEN, сказано выше.</translation>
    </message>
    <message>
        <source>Log in with Digest instead.</source>
        <translation>Войти по Digest вместо Basic.</translation>
    </message>
    <message>
        <source>Send a bearer token.</source>
        <translation>Отправить токен Bearer.</translation>
    </message>
    <message>
        <source>http://USER:PASSWORD@HOST:PORT or socks5://USER:PASSWORD@HOST:PORT, either without USER:PASSWORD@, too; none; or system, which is the default.</source>
        <translation>http://USER:PASSWORD@HOST:PORT или socks5://USER:PASSWORD@HOST:PORT, можно без USER:PASSWORD@; none; или system — по умолчанию.</translation>
    </message>
    <message>
        <source>Trust the certificate with this fingerprint, whatever is wrong with it.</source>
        <translation>Доверять сертификату с этим отпечатком, что бы с ним ни было не так.</translation>
    </message>
    <message>
        <source>Show this client certificate, PEM or PKCS#12.</source>
        <translation>Предъявить этот сертификат клиента, PEM или PKCS#12.</translation>
    </message>
    <message>
        <source>Its private key, PEM; not needed where FILE of --cert holds it.</source>
        <translation>Его закрытый ключ, PEM; не нужен, если он есть в файле FILE из --cert.</translation>
    </message>
    <message>
        <source>The passphrase of the key or of the PKCS#12 file.</source>
        <translation>Пароль ключа или файла PKCS#12.</translation>
    </message>
    <message>
        <source>The name to ask for and to expect in the certificate, instead of the address&apos;s host.</source>
        <translation>Какое имя запрашивать и ждать в сертификате вместо узла из адреса.</translation>
    </message>
    <message>
        <source>The lowest TLS version: 1.0, 1.1, 1.2 (the default) or 1.3.</source>
        <translation>Наименьшая версия TLS: 1.0, 1.1, 1.2 (по умолчанию) или 1.3.</translation>
    </message>
    <message>
        <source>Send a Ping so often, and take the connection for lost where nothing comes for 10 s after it.</source>
        <translation>Как часто отправлять Ping; если за 10 с после него ничего не пришло, соединение считается потерянным.</translation>
    </message>
    <message>
        <source>Connect again when the connection is lost; when and how often, the profile says.</source>
        <translation>Переподключаться при потере соединения; когда и сколько раз, говорит профиль.</translation>
    </message>
    <message>
        <source>Each line of standard input is sent as a text message, and each message that comes is written as a line to standard output. What happens to the connection is told on standard error. After the end of the input, --wait later, the connection is closed.
Options add to a profile; what has a name goes before what the profile has of the same name. Its saved messages that go out on opening do so here, too, and whenever the connection opens again; those that repeat do so until it ends.
Placeholders such as {{name}} are filled in with --profile, --environment, --var or --expand, and are text like any other without: in the profile and its messages, in URL, and in the values of --send and of what is sent in the handshake. Standard input is always sent as it is. {{secret:NAME}} comes from the environment variable SONDE_SECRET_NAME (capital letters, and _ for all but letters and digits), else from the system&apos;s keychain, else it is asked for at the terminal.
A PASSWORD or TOKEN may be written as env:NAME, the value of an environment variable, as file:FILE, the first line of a file, or as pass:TEXT. On the command line others can read it. Captures, --jsonl and standard error show •••• for passwords and secrets; messages on standard output come as they are.</source>
        <translation>Каждая строка стандартного ввода уходит как текстовое сообщение, каждое полученное сообщение пишется строкой в стандартный вывод. О том, что происходит с соединением, говорится в стандартном потоке ошибок. После конца ввода и ещё --wait секунд соединение закрывается.
Параметры дополняют профиль; что имеет имя, важнее того же в профиле. Его сообщения, которые уходят при открытии, уходят и здесь, при каждом открытии; повторяющиеся повторяются до конца соединения.
Подстановки вида {{name}} заполняются при --profile, --environment, --var или --expand, а иначе остаются простым текстом: в профиле и его сообщениях, в URL, в значениях --send и того, что уходит в рукопожатии. Стандартный ввод всегда уходит как есть. {{secret:NAME}} берётся из переменной среды SONDE_SECRET_NAME (прописные буквы и _ вместо всего, кроме букв и цифр), иначе из системного хранилища паролей, иначе спрашивается в терминале.
PASSWORD и TOKEN можно писать как env:NAME — значение переменной среды, как file:FILE — первая строка файла, или как pass:TEXT. В командной строке их видят другие. Записи, --jsonl и стандартный поток ошибок показывают •••• вместо паролей и секретов; сообщения в стандартном выводе идут как есть.</translation>
    </message>
    <message>
        <source>Name the profile that has it with --profile.</source>
        <translation>Назовите профиль, в котором оно есть, через --profile.</translation>
    </message>
    <message>
        <source>The profile has none.</source>
        <translation>В профиле их нет.</translation>
    </message>
    <message>
        <source>There are: %1.</source>
        <translation>Есть: %1.</translation>
    </message>
    <message>
        <source>There is no saved message &quot;%1&quot;.</source>
        <translation>Сохранённого сообщения «%1» нет.</translation>
    </message>
    <message>
        <source>URL is missing.</source>
        <translation>Нет URL.</translation>
    </message>
    <message>
        <source>Give it, or a --profile. See sonde-cli connect --help.</source>
        <translation>Укажите его или --profile. См. sonde-cli connect --help.</translation>
    </message>
    <message>
        <source>--%1 needs NAME=VALUE, not &quot;%2&quot;.</source>
        <translation>Для --%1 нужно NAME=VALUE, а не «%2».</translation>
    </message>
    <message>
        <source>--keep-alive needs at least 0.1 seconds, or 0 for none.</source>
        <translation>Для --keep-alive нужно не меньше 0,1 секунды, или 0 — без Ping.</translation>
    </message>
    <message>
        <source>sonde-cli profiles lists them.</source>
        <translation>Их перечисляет sonde-cli profiles.</translation>
    </message>
    <message>
        <source>Is it %1?</source>
        <translation>Может быть, %1?</translation>
    </message>
    <message>
        <source>There is no profile &quot;%1&quot; in %2.</source>
        <translation>Профиля «%1» в %2 нет.</translation>
    </message>
    <message>
        <source>There is no environment variable %1 for --%2.</source>
        <translation>Нет переменной среды %1 для --%2.</translation>
    </message>
    <message>
        <source>The file %1 of --%2 can&apos;t be read: %3.</source>
        <translation>Файл %1 из --%2 не читается: %3.</translation>
    </message>
    <message>
        <source>--key needs a certificate.</source>
        <translation>Для --key нужен сертификат.</translation>
    </message>
    <message>
        <source>Name its file with --cert.</source>
        <translation>Укажите его файл через --cert.</translation>
    </message>
    <message>
        <source>--proxy can&apos;t be read.</source>
        <translation>Не удаётся разобрать --proxy.</translation>
    </message>
    <message>
        <source>Write http://USER:PASSWORD@HOST:PORT or socks5://USER:PASSWORD@HOST:PORT, without USER:PASSWORD@ where it has none; or none, or system.</source>
        <translation>Пишите http://USER:PASSWORD@HOST:PORT или socks5://USER:PASSWORD@HOST:PORT, при отсутствии пароля без USER:PASSWORD@; либо none, либо system.</translation>
    </message>
    <message>
        <source>--user and --bearer contradict each other.</source>
        <translation>--user и --bearer противоречат друг другу.</translation>
    </message>
    <message>
        <source>--digest needs a user.</source>
        <translation>Для --digest нужен пользователь.</translation>
    </message>
    <message>
        <source>Add --user USER:PASSWORD.</source>
        <translation>Добавьте --user USER:PASSWORD.</translation>
    </message>
    <message>
        <source>--%1 needs Sonde&apos;s own engine.</source>
        <translation>Для --%1 нужен собственный движок Sonde.</translation>
    </message>
    <message>
        <source>Then send this file as one binary message. May be given several times.</source>
        <translation>Затем отправить этот файл одним двоичным сообщением. Можно указать несколько раз.</translation>
    </message>
    <message>
        <source>What does the work: qt (QWebSocket, the default) or native (Sonde&apos;s own).</source>
        <translation>Что выполняет работу: qt (QWebSocket, по умолчанию) или native (собственный движок Sonde).</translation>
    </message>
    <message>
        <source>Offer compression (permessage-deflate). Takes the native engine.</source>
        <translation>Предложить сжатие (permessage-deflate). Берёт движок native.</translation>
    </message>
    <message>
        <source>Note what the server does against the protocol, and go on. Takes the native engine.</source>
        <translation>Отмечать нарушения протокола сервером и продолжать. Берёт движок native.</translation>
    </message>
    <message>
        <source>Record each frame, too, and write it with --jsonl. Takes the native engine.</source>
        <translation>Записывать и каждый кадр, а с --jsonl выводить. Берёт движок native.</translation>
    </message>
    <message>
        <source>Go where a redirect points to, up to 5 times.</source>
        <translation>Идти туда, куда указывает перенаправление, до 5 раз.</translation>
    </message>
    <message>
        <source>Use connect, log, listen, profiles or abuse; sonde-cli --help tells more.</source>
        <translation>Используйте connect, log, listen, profiles или abuse; подробнее: sonde-cli --help.</translation>
    </message>
    <message>
        <source>Use --engine native.</source>
        <translation>Укажите --engine native.</translation>
    </message>
</context>
<context>
    <name>sonde::ClientIdentity</name>
    <message>
        <source>The client certificate&apos;s file %1 can&apos;t be read: %2.</source>
        <translation>Не удаётся прочитать файл сертификата клиента %1: %2.</translation>
    </message>
    <message>
        <source>Choose another in the connection&apos;s settings.</source>
        <translation>Выберите другой в настройках соединения.</translation>
    </message>
    <message>
        <source>The file %1 is locked with a passphrase, and none is set.</source>
        <translation>Файл %1 защищён парольной фразой, а она не задана.</translation>
    </message>
    <message>
        <source>Enter it in the connection&apos;s settings.</source>
        <translation>Введите её в настройках соединения.</translation>
    </message>
    <message>
        <source>The passphrase does not open the file %1.</source>
        <translation>Парольная фраза не подходит к файлу %1.</translation>
    </message>
    <message>
        <source>Check it in the connection&apos;s settings. A file of an old program may also use ciphers that are no longer supported.</source>
        <translation>Проверьте её в настройках соединения. Файл старой программы может быть защищён и шифром, который больше не поддерживается.</translation>
    </message>
    <message>
        <source>The client certificate&apos;s file %1 holds no certificate.</source>
        <translation>В файле сертификата клиента %1 нет сертификата.</translation>
    </message>
    <message>
        <source>Choose a file in PEM form or a PKCS#12 file.</source>
        <translation>Выберите файл в формате PEM или PKCS#12.</translation>
    </message>
    <message>
        <source>The file %1 holds no private key that can be used.</source>
        <translation>В файле %1 нет пригодного закрытого ключа.</translation>
    </message>
    <message>
        <source>Choose the key&apos;s file, in PEM form, with an RSA or elliptic-curve key.</source>
        <translation>Выберите файл ключа в формате PEM, с ключом RSA или на эллиптических кривых.</translation>
    </message>
    <message>
        <source>The key in %1 belongs to another certificate than the one in %2.</source>
        <translation>Ключ в %1 не от сертификата в %2.</translation>
    </message>
    <message>
        <source>Choose the key that the certificate was made with.</source>
        <translation>Выберите ключ, с которым создан сертификат.</translation>
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
    <name>sonde::CommandLines</name>
    <message>
        <source>C&amp;opy as</source>
        <translation>Коп&amp;ировать как</translation>
    </message>
    <message>
        <source>The connection was taken from a %1.</source>
        <translation>Соединение взято из: %1.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more.</source>
        <translation>
            <numerusform>И ещё %Ln.</numerusform>
            <numerusform>И ещё %Ln.</numerusform>
            <numerusform>И ещё %Ln.</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken from a %1</source>
        <translation>Взято из: %1</translation>
    </message>
    <message>
        <source>this tab</source>
        <translation>эта вкладка</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a group.</source>
        <translation>«%1» — группа.</translation>
    </message>
    <message>
        <source>Choose a profile in it.</source>
        <translation>Выберите профиль в ней.</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Скопировано: %1</translation>
    </message>
</context>
<context>
    <name>sonde::CompareWindow</name>
    <message>
        <source>Previous</source>
        <translation>Предыдущее</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Следующее</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>До</translation>
    </message>
    <message>
        <source>After</source>
        <translation>После</translation>
    </message>
    <message>
        <source>Compare #%L1 and #%L2</source>
        <translation>Сравнение № %L1 и № %L2</translation>
    </message>
    <message numerus="yes">
        <source>#%L1 · %2 · %3 · %4 · %Ln byte(s)</source>
        <translation>
            <numerusform>№ %L1 · %2 · %3 · %4 · %Ln байт</numerusform>
            <numerusform>№ %L1 · %2 · %3 · %4 · %Ln байта</numerusform>
            <numerusform>№ %L1 · %2 · %3 · %4 · %Ln байт</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>на %1 позже</translation>
    </message>
    <message>
        <source>%1 earlier</source>
        <translation>на %1 раньше</translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) larger</source>
        <translation>
            <numerusform>на %Ln байт больше</numerusform>
            <numerusform>на %Ln байта больше</numerusform>
            <numerusform>на %Ln байт больше</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) smaller</source>
        <translation>
            <numerusform>на %Ln байт меньше</numerusform>
            <numerusform>на %Ln байта меньше</numerusform>
            <numerusform>на %Ln байт меньше</numerusform>
        </translation>
    </message>
    <message>
        <source>the same size</source>
        <translation>размер тот же</translation>
    </message>
    <message>
        <source>Before:</source>
        <translation>До:</translation>
    </message>
    <message>
        <source>After:</source>
        <translation>После:</translation>
    </message>
    <message>
        <source>How to compare</source>
        <translation>Как сравнивать</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Структура</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Строки</translation>
    </message>
    <message>
        <source>Previous difference (Shift+F3)</source>
        <translation>Предыдущее различие (Shift+F3)</translation>
    </message>
    <message>
        <source>Next difference (F3)</source>
        <translation>Следующее различие (F3)</translation>
    </message>
    <message>
        <source>Copy the selected rows, or all where none is selected</source>
        <translation>Копировать выбранные строки или все, если ничего не выбрано</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Различия</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Сравнение…</translation>
    </message>
    <message>
        <source>Canceled.</source>
        <translation>Отменено.</translation>
    </message>
    <message>
        <source>The messages are not both JSON.</source>
        <translation>Не оба сообщения — JSON.</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Байты</translation>
    </message>
    <message>
        <source>≠ changed</source>
        <translation>≠ изменено</translation>
    </message>
    <message>
        <source>No differences in what was compared.</source>
        <translation>В сравненной части различий нет.</translation>
    </message>
    <message>
        <source>No differences.</source>
        <translation>Различий нет.</translation>
    </message>
    <message>
        <source>The same JSON. Only white space or the order of members differs.</source>
        <translation>JSON одинаков. Различаются только пробелы или порядок полей.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln difference(s)</source>
        <translation>
            <numerusform>%Ln различие</numerusform>
            <numerusform>%Ln различия</numerusform>
            <numerusform>%Ln различий</numerusform>
        </translation>
    </message>
    <message>
        <source>Only the first %1 or %L2 lines of each message were compared, and not by structure.</source>
        <translation>Сравнены только первые %1 или %L2 строк каждого сообщения, и не по структуре.</translation>
    </message>
    <message>
        <source>Not compared by structure: %1</source>
        <translation>По структуре не сравнивалось: %1</translation>
    </message>
    <message>
        <source>There are more differences than are listed.</source>
        <translation>Различий больше, чем перечислено.</translation>
    </message>
    <message>
        <source>The messages differ so much that more may be marked than need be.</source>
        <translation>Сообщения так различаются, что отмечено может быть больше, чем нужно.</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <translation>%L1 из %L2</translation>
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
        <source>A message of %1 is too large for the editor (the limit is %2).</source>
        <translation>Сообщение слишком велико для редактора: %1 (предел — %2).</translation>
    </message>
    <message>
        <source>Save its payload, change the file, and send that.</source>
        <translation>Сохраните его данные, измените файл и отправьте его.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>В список</translation>
    </message>
    <message>
        <source>Keep this message to send it again (Ctrl+Shift+M)</source>
        <translation>Добавить это сообщение в список сохранённых, чтобы отправлять снова (Ctrl+Shift+M)</translation>
    </message>
    <message>
        <source>A ping or a close can&apos;t be saved.</source>
        <translation>Ping и Close сохранить нельзя.</translation>
    </message>
    <message>
        <source>%1, read as it goes out</source>
        <translation>%1, читается при отправке</translation>
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
    <message>
        <source>The connection was lost: no answer to the ping within %1 s, and nothing else came.</source>
        <translation>Соединение потеряно: за %1 с не пришло ни ответа на Ping, ни чего-либо ещё.</translation>
    </message>
    <message>
        <source>The server hangs, or the network on the way has failed unnoticed.</source>
        <translation>Сервер завис, или сеть по пути отказала незаметно.</translation>
    </message>
    <message>
        <source>Sending the file %1, %2.</source>
        <translation>Отправляется файл %1, %2.</translation>
    </message>
    <message>
        <source>The connection is not open, so nothing was done.</source>
        <translation>Соединение не открыто, поэтому ничего не сделано.</translation>
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
        <source>no limit</source>
        <translation>не ограничено</translation>
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
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Прокси</translation>
    </message>
    <message>
        <source>Origin:</source>
        <translation>Origin:</translation>
    </message>
    <message>
        <source>Query:</source>
        <translation>Параметры запроса:</translation>
    </message>
    <message>
        <source>Path parameters:</source>
        <translation>Параметры пути:</translation>
    </message>
    <message>
        <source>Each takes the place of a part of the path: :room in ws://host/rooms/:room.</source>
        <translation>Каждый подставляется на место части пути: :room в ws://хост/rooms/:room.</translation>
    </message>
    <message>
        <source>Cookies:</source>
        <translation>Cookie:</translation>
    </message>
    <message>
        <source>Record passwords and tokens as they are</source>
        <translation>Записывать пароли и токены как есть</translation>
    </message>
    <message>
        <source>Where it is off, ••• stands in their place in the log, in captures and in exports. Where it is on, whoever gets the capture gets them.</source>
        <translation>Если выключено, в журнале, записях и экспорте вместо них стоит •••. Если включено, их узнает каждый, к кому попадёт запись.</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Заголовки</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Параметры запроса</translation>
    </message>
    <message>
        <source>Path parameters</source>
        <translation>Параметры пути</translation>
    </message>
    <message>
        <source>Cookies</source>
        <translation>Cookies</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Close timeout:</source>
        <translation>Время на закрытие:</translation>
    </message>
    <message>
        <source> bytes</source>
        <translation> байт</translation>
    </message>
    <message>
        <source>Largest frame sent:</source>
        <translation>Наибольший отправляемый кадр:</translation>
    </message>
    <message>
        <source>A larger message goes out in several frames.</source>
        <translation>Сообщение больше этого уходит несколькими кадрами.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>Follow redirects</source>
        <translation>Следовать перенаправлениям</translation>
    </message>
    <message>
        <source>Up to %1, never from TLS to none. Credentials go to the same host, port and scheme only; the handshake timeout is for all of them.</source>
        <translation>Не больше %1, никогда от TLS к соединению без него. Учётные данные отправляются только на тот же хост, порт и схему; время на рукопожатие общее.</translation>
    </message>
</context>
<context>
    <name>sonde::ConnectionTab</name>
    <message>
        <source>New connection</source>
        <translation>Новое соединение</translation>
    </message>
    <message>
        <source>changed, not saved</source>
        <translation>изменён, не сохранён</translation>
    </message>
    <message>
        <source>QWebSocket shows no frames, so none will be recorded.</source>
        <translation>QWebSocket не показывает кадры, поэтому записать их нельзя.</translation>
    </message>
    <message>
        <source>Choose Sonde&apos;s own engine in the connection&apos;s settings, page Engine.</source>
        <translation>Выберите собственный движок Sonde в настройках соединения, страница «Движок».</translation>
    </message>
</context>
<context>
    <name>sonde::ControlLab</name>
    <message>
        <source>Control lab</source>
        <translation>Лаборатория</translation>
    </message>
    <message>
        <source>&amp;Control</source>
        <translation>&amp;Управление</translation>
    </message>
    <message>
        <source>&amp;Frames</source>
        <translation>&amp;Кадры</translation>
    </message>
    <message>
        <source>&amp;Abuse list</source>
        <translation>&amp;Нарушения</translation>
    </message>
    <message>
        <source>What you do here goes to %1, and into the log.</source>
        <translation>Всё, что здесь делается, уходит на %1 и в журнал.</translation>
    </message>
    <message>
        <source>Connect first. The abuse list makes connections of its own.</source>
        <translation>Сначала подключитесь. Список нарушений открывает свои соединения.</translation>
    </message>
    <message>
        <source>This connection is QWebSocket&apos;s, which can do none of this. Choose Sonde&apos;s own engine in the connection&apos;s settings, page Engine, and connect anew.</source>
        <translation>Это соединение QWebSocket, который ничего из этого не умеет. Выберите собственный движок Sonde в настройках соединения, страница «Движок», и подключитесь заново.</translation>
    </message>
</context>
<context>
    <name>sonde::Credentials</name>
    <message>
        <source>The token can&apos;t be fetched from &quot;%1&quot;.</source>
        <translation>Не удаётся получить токен по адресу «%1».</translation>
    </message>
    <message>
        <source>Enter an address that begins with https:// or http://.</source>
        <translation>Введите адрес, который начинается с https:// или http://.</translation>
    </message>
    <message>
        <source>A user name with a colon can&apos;t go out with Basic (RFC 7617 section 2).</source>
        <translation>Имя пользователя с двоеточием нельзя передать через Basic (RFC 7617, раздел 2).</translation>
    </message>
    <message>
        <source>Check the user name in the connection&apos;s settings.</source>
        <translation>Проверьте имя пользователя в настройках соединения.</translation>
    </message>
    <message>
        <source>There is no token to send.</source>
        <translation>Нет токена для отправки.</translation>
    </message>
    <message>
        <source>Enter it in the connection&apos;s settings.</source>
        <translation>Введите его в настройках соединения.</translation>
    </message>
    <message>
        <source>The API key has no name.</source>
        <translation>У ключа API нет имени.</translation>
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
        <translation>Сохранить…</translation>
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
        <source>Not valid UTF-8, shown as bytes</source>
        <translation>Неверный UTF-8, показаны байты</translation>
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
        <source>This row has no payload.</source>
        <translation>В этой строке нет данных.</translation>
    </message>
    <message>
        <source>Bytes of the selected message</source>
        <translation>Байты выбранного сообщения</translation>
    </message>
    <message>
        <source>View of the selected message</source>
        <translation>Вид выбранного сообщения</translation>
    </message>
    <message>
        <source>What the payload is read as</source>
        <translation>Как читать данные</translation>
    </message>
    <message>
        <source>Find in the selected message</source>
        <translation>Поиск в выбранном сообщении</translation>
    </message>
    <message>
        <source>The payload is empty.</source>
        <translation>Данные пусты.</translation>
    </message>
    <message>
        <source>%1 image, %2 × %3</source>
        <translation>Изображение %1, %2 × %3</translation>
    </message>
    <message>
        <source>Reading %1, %2 %</source>
        <translation>Чтение %1, %2 %</translation>
    </message>
    <message>
        <source>Reading, %1 %</source>
        <translation>Чтение, %1 %</translation>
    </message>
    <message>
        <source>Searching, %1 %</source>
        <translation>Поиск, %1 %</translation>
    </message>
    <message>
        <source>Saving, %1 %</source>
        <translation>Сохранение, %1 %</translation>
    </message>
    <message>
        <source>Not valid UTF-8 from byte %1 on</source>
        <translation>Неверный UTF-8 с байта %1</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Не найдено</translation>
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
    <message>
        <source>Token request</source>
        <translation>Запрос токена</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Прокси</translation>
    </message>
    <message>
        <source>compression agreed on</source>
        <translation>сжатие согласовано</translation>
    </message>
    <message numerus="yes">
        <source>after %n redirect(s)</source>
        <translation>
            <numerusform>после %n перенаправления</numerusform>
            <numerusform>после %n перенаправлений</numerusform>
            <numerusform>после %n перенаправлений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) that are no frame</source>
        <translation>
            <numerusform>%Ln байт, не составляющий кадра</numerusform>
            <numerusform>%Ln байта, не составляющие кадра</numerusform>
            <numerusform>%Ln байт, не составляющие кадра</numerusform>
        </translation>
    </message>
    <message>
        <source>more to come</source>
        <translation>не последний</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>с маской</translation>
    </message>
    <message>
        <source>not masked</source>
        <translation>без маски</translation>
    </message>
    <message numerus="yes">
        <source>%Ln byte(s) of payload</source>
        <translation>
            <numerusform>%Ln байт данных</numerusform>
            <numerusform>%Ln байта данных</numerusform>
            <numerusform>%Ln байт данных</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 bytes of payload</source>
        <translation>%1 из %2 байт данных</translation>
    </message>
    <message>
        <source>Reserved opcode 0x%1</source>
        <translation>Зарезервированный код 0x%1</translation>
    </message>
    <message>
        <source>From the file %1, %2</source>
        <translation>Из файла %1, %2</translation>
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
    <name>sonde::EnginePage</name>
    <message>
        <source> bits</source>
        <translation> бит</translation>
    </message>
    <message>
        <source>Sonde&apos;s own</source>
        <translation>Собственный движок Sonde</translation>
    </message>
    <message>
        <source>Qt&apos;s QWebSocket</source>
        <translation>QWebSocket из Qt</translation>
    </message>
    <message>
        <source>Bear with a server that breaks the protocol</source>
        <translation>Терпеть сервер, который нарушает протокол</translation>
    </message>
    <message>
        <source>Keeps to RFC 6455 in full, compresses, and reaches Unix sockets (ws+unix:).</source>
        <translation>Полностью следует RFC 6455, умеет сжимать и подключаться к сокетам Unix (ws+unix:).</translation>
    </message>
    <message>
        <source>Behaves as an application made with Qt does, with its limits: no compression, at most 5 s of silence inside a message, no character split across frames.</source>
        <translation>Ведёт себя как приложение на Qt, с его ограничениями: без сжатия, не более 5 с тишины внутри сообщения, без символов, разрезанных между кадрами.</translation>
    </message>
    <message>
        <source>What can be borne is noted in the log, and the connection goes on. Else it is failed with the code that the RFC gives.</source>
        <translation>Что можно стерпеть, отмечается в журнале, и соединение продолжается. Иначе оно закрывается с кодом, который называет RFC.</translation>
    </message>
    <message>
        <source>Offer compression (permessage-deflate)</source>
        <translation>Предложить сжатие (permessage-deflate)</translation>
    </message>
    <message>
        <source>The server compresses each message on its own</source>
        <translation>Сервер сжимает каждое сообщение отдельно</translation>
    </message>
    <message>
        <source>Sonde compresses each message on its own</source>
        <translation>Sonde сжимает каждое сообщение отдельно</translation>
    </message>
    <message>
        <source>Window of the server:</source>
        <translation>Окно сервера:</translation>
    </message>
    <message>
        <source>Window of Sonde:</source>
        <translation>Окно Sonde:</translation>
    </message>
    <message>
        <source>Record frames</source>
        <translation>Записывать кадры</translation>
    </message>
    <message>
        <source>Each frame becomes a row of the log, beside the message that it is part of. Connection &gt; Record frames does the same.</source>
        <translation>Каждый кадр становится строкой журнала рядом со своим сообщением. То же делает «Соединение &gt; Записывать кадры».</translation>
    </message>
</context>
<context>
    <name>sonde::Environment</name>
    <message>
        <source>&quot;%1&quot; is no name: names are made of letters, digits, _, - and . only.</source>
        <translation>«%1» — не имя: в именах допустимы только буквы, цифры, _, - и точка.</translation>
    </message>
    <message>
        <source>Each of &quot;values&quot; must be an object.</source>
        <translation>Каждый элемент «values» должен быть объектом.</translation>
    </message>
    <message>
        <source>&quot;name&quot; must be a text.</source>
        <translation>В «name» должен быть текст.</translation>
    </message>
    <message>
        <source>&quot;value&quot; must be a text.</source>
        <translation>В «value» должен быть текст.</translation>
    </message>
    <message>
        <source>&quot;enabled&quot; must be true or false.</source>
        <translation>В «enabled» должно быть true или false.</translation>
    </message>
    <message>
        <source>&quot;values&quot; must be a list.</source>
        <translation>В «values» должен быть список.</translation>
    </message>
    <message>
        <source>An environment cannot have the name &quot;%1&quot;.</source>
        <translation>Окружение нельзя назвать «%1».</translation>
    </message>
    <message>
        <source>The name is also a file&apos;s: at most 60 characters, without / \ : * ? &quot; &lt; &gt; |.</source>
        <translation>Это и имя файла: не более 60 символов, без / \ : * ? &quot; &lt; &gt; |.</translation>
    </message>
    <message>
        <source>There is an environment %1 already.</source>
        <translation>Окружение %1 уже есть.</translation>
    </message>
    <message>
        <source>Take another name.</source>
        <translation>Выберите другое имя.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be renamed: %2.</source>
        <translation>Не удаётся переименовать файл %1: %2.</translation>
    </message>
    <message>
        <source>Check the permissions of its folder.</source>
        <translation>Проверьте права доступа к его папке.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be deleted: %2.</source>
        <translation>Не удаётся удалить файл %1: %2.</translation>
    </message>
    <message>
        <source>Check its permissions and those of its folder.</source>
        <translation>Проверьте права доступа к нему и к его папке.</translation>
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
        <source>environment %1</source>
        <translation>окружение %1</translation>
    </message>
    <message>
        <source>built-in server</source>
        <translation>встроенный сервер</translation>
    </message>
</context>
<context>
    <name>sonde::EnvironmentBox</name>
    <message>
        <source>Environment</source>
        <translation>Окружение</translation>
    </message>
    <message>
        <source>Environment: the values that {{placeholders}} get</source>
        <translation>Окружение: значения для {{подстановок}}</translation>
    </message>
    <message>
        <source>No environment</source>
        <translation>Без окружения</translation>
    </message>
    <message>
        <source>Edit environments…</source>
        <translation>Изменить окружения…</translation>
    </message>
    <message>
        <source>Variables of this tab…</source>
        <translation>Переменные этой вкладки…</translation>
    </message>
</context>
<context>
    <name>sonde::EnvironmentDialog</name>
    <message>
        <source>Environments</source>
        <translation>Окружения</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Значения</translation>
    </message>
    <message>
        <source>a name makes a new environment</source>
        <translation>новое имя создаёт окружение</translation>
    </message>
    <message>
        <source>Environment:</source>
        <translation>Окружение:</translation>
    </message>
    <message>
        <source>{{name}} in an address, a header or a message stands for the value. Those of &quot;default&quot; count where the chosen environment has none.</source>
        <translation>{{имя}} в адресе, заголовке или сообщении заменяется значением. Значения из «default» действуют, если в выбранном окружении их нет.</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Переименовать…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Rename environment</source>
        <translation>Переименование окружения</translation>
    </message>
    <message>
        <source>New name of &quot;%1&quot;:</source>
        <translation>Новое имя для «%1»:</translation>
    </message>
    <message>
        <source>Remove environment</source>
        <translation>Удаление окружения</translation>
    </message>
    <message numerus="yes">
        <source>Remove the environment &quot;%1&quot; with %n value(s)?</source>
        <translation>
            <numerusform>Удалить окружение «%1» с %n значением?</numerusform>
            <numerusform>Удалить окружение «%1» с %n значениями?</numerusform>
            <numerusform>Удалить окружение «%1» с %n значениями?</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was removed.</source>
        <translation>Окружение «%1» удалено.</translation>
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
        <source>Handshake</source>
        <translation>Рукопожатие</translation>
    </message>
    <message>
        <source>The payload is not in the capture. It went out as it was read from this file, which may have changed since.</source>
        <translation>Данных в записи нет. Они ушли прямо из этого файла, который с тех пор мог измениться.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 байт</translation>
    </message>
    <message>
        <source>changed %1</source>
        <translation>изменён %1</translation>
    </message>
    <message>
        <source>SHA-256 of what went out: %1</source>
        <translation>SHA-256 отправленного: %1</translation>
    </message>
</context>
<context>
    <name>sonde::ExampleProfiles</name>
    <message>
        <source>Echo</source>
        <translation>Эхо</translation>
    </message>
    <message>
        <source>Many messages</source>
        <translation>Много сообщений</translation>
    </message>
    <message>
        <source>Closed by the server</source>
        <translation>Закрыто сервером</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказ</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Примеры</translation>
    </message>
</context>
<context>
    <name>sonde::Exchange</name>
    <message>
        <source>A capture can&apos;t be copied onto itself.</source>
        <translation>Запись нельзя скопировать в саму себя.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Выберите другое имя.</translation>
    </message>
    <message>
        <source>The export would replace the capture itself.</source>
        <translation>Экспорт заменил бы саму запись.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Выберите другой файл.</translation>
    </message>
    <message>
        <source>its type is %1, which is neither &quot;send&quot; nor &quot;receive&quot;</source>
        <translation>его тип — %1, а не «send» и не «receive»</translation>
    </message>
    <message>
        <source>it is binary, but its data is not base64</source>
        <translation>оно двоичное, но его данные — не base64</translation>
    </message>
    <message>
        <source>its opcode is %1, which no message has</source>
        <translation>его код операции — %1, у сообщений такого не бывает</translation>
    </message>
    <message>
        <source>it is not a JSON object</source>
        <translation>это не объект JSON</translation>
    </message>
    <message>
        <source>it has no data</source>
        <translation>в нём нет данных</translation>
    </message>
    <message>
        <source>This is JSON, but neither a HAR nor an array of messages.</source>
        <translation>Это JSON, но не HAR и не массив сообщений.</translation>
    </message>
    <message>
        <source>Save a HAR from the network panel of Chrome, or copy its messages.</source>
        <translation>Сохраните HAR из панели «Сеть» в Chrome или скопируйте оттуда сообщения.</translation>
    </message>
    <message>
        <source>The HAR has no entries.</source>
        <translation>В HAR нет элементов entries.</translation>
    </message>
    <message>
        <source>It may be damaged; save it again.</source>
        <translation>Возможно, он повреждён; сохраните его заново.</translation>
    </message>
    <message>
        <source>There are no WebSocket messages in the HAR.</source>
        <translation>В HAR нет сообщений WebSocket.</translation>
    </message>
    <message>
        <source>Chrome and Edge save them, Firefox does not. Open the network panel before the page connects.</source>
        <translation>Chrome и Edge их сохраняют, Firefox — нет. Откройте панель «Сеть» до того, как страница подключится.</translation>
    </message>
    <message>
        <source>Entry %1 of the HAR is not a JSON object.</source>
        <translation>Элемент %1 в HAR — не объект JSON.</translation>
    </message>
    <message>
        <source>Message %1 of entry %2 can&apos;t be used: %3.</source>
        <translation>Сообщение %1 элемента %2 неверно: %3.</translation>
    </message>
    <message>
        <source>Message %1 can&apos;t be used: %2.</source>
        <translation>Сообщение %1 неверно: %2.</translation>
    </message>
    <message>
        <source>%1 (Line %2, byte %3.)</source>
        <translation>%1 (Строка %2, байт %3.)</translation>
    </message>
    <message>
        <source>The file may be cut off or damaged; save it again.</source>
        <translation>Возможно, файл обрезан или повреждён; сохраните его заново.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be imported: %2</source>
        <translation>Не удаётся импортировать файл %1: %2</translation>
    </message>
    <message>
        <source>Check its name and that you may read it.</source>
        <translation>Проверьте его имя и что его можно читать.</translation>
    </message>
    <message>
        <source>This is not JSON: it ends in the middle of a value.</source>
        <translation>Это не JSON: он обрывается посреди значения.</translation>
    </message>
    <message>
        <source>The capture %1 can&apos;t be made: %2.</source>
        <translation>Не удаётся создать запись %1: %2.</translation>
    </message>
    <message>
        <source>Check the free space and the permissions there, or choose another place.</source>
        <translation>Проверьте свободное место и права доступа там или выберите другое место.</translation>
    </message>
    <message>
        <source>The file %1 exists already.</source>
        <translation>Файл %1 уже существует.</translation>
    </message>
    <message>
        <source>%1 is a folder.</source>
        <translation>%1 — папка.</translation>
    </message>
    <message>
        <source>The capture %1 is in use, or was not closed.</source>
        <translation>Запись %1 используется или не была закрыта.</translation>
    </message>
    <message>
        <source>not all of it was written</source>
        <translation>сохранено не всё</translation>
    </message>
    <message>
        <source>Writing failed: %1.</source>
        <translation>Не удалось сохранить: %1.</translation>
    </message>
    <message>
        <source>Check the free space and the permissions there.</source>
        <translation>Проверьте свободное место и права доступа там.</translation>
    </message>
    <message>
        <source>Row %1 of the capture is shorter than it says.</source>
        <translation>Строка %1 записи короче, чем в ней указано.</translation>
    </message>
    <message>
        <source>Canceled; nothing was kept.</source>
        <translation>Отменено, ничего не сохранено.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be written: %2.</source>
        <translation>Не удаётся сохранить файл %1: %2.</translation>
    </message>
</context>
<context>
    <name>sonde::Export</name>
    <message>
        <source>Sonde fetches the token from %1 before it connects. Put one into %2.</source>
        <translation>Sonde получает токен с %1 до подключения. Положите токен в %2.</translation>
    </message>
    <message>
        <source>In Sonde the server&apos;s certificate is trusted by its fingerprint %1.</source>
        <translation>В Sonde сертификату сервера доверяют по отпечатку %1.</translation>
    </message>
    <message>
        <source>Sonde sends messages in frames of %1 bytes.</source>
        <translation>Sonde отправляет сообщения кадрами по %1 байт.</translation>
    </message>
    <message>
        <source>%1 can&apos;t send the messages that go out on opening.</source>
        <translation>%1 не умеет отправлять сообщения при открытии.</translation>
    </message>
    <message>
        <source>%1 can&apos;t send binary messages on opening.</source>
        <translation>%1 не умеет отправлять двоичные сообщения при открытии.</translation>
    </message>
    <message>
        <source>%1 does not repeat messages.</source>
        <translation>%1 не повторяет сообщения.</translation>
    </message>
    <message>
        <source>%1 sends no pings by itself.</source>
        <translation>%1 сам не отправляет Ping.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be told how long the handshake may take.</source>
        <translation>%1 нельзя задать время на рукопожатие.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be given a file of authorities. Set SSL_CERT_FILE to %2.</source>
        <translation>%1 нельзя дать файл центров сертификации. Задайте SSL_CERT_FILE=%2.</translation>
    </message>
    <message>
        <source>%1 can&apos;t show a client certificate.</source>
        <translation>%1 не умеет предъявлять сертификат клиента.</translation>
    </message>
    <message>
        <source>%1 takes client certificates in PEM form alone.</source>
        <translation>%1 берёт сертификаты клиента только в формате PEM.</translation>
    </message>
    <message>
        <source>%1 takes client certificates in a PKCS#12 file alone.</source>
        <translation>%1 берёт сертификаты клиента только из файла PKCS#12.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be told the lowest version of TLS.</source>
        <translation>%1 нельзя задать наименьшую версию TLS.</translation>
    </message>
    <message>
        <source>%1 can&apos;t ask for another server name than the address has.</source>
        <translation>%1 не умеет запрашивать иное имя сервера, чем в адресе.</translation>
    </message>
    <message>
        <source>%1 can&apos;t go through an HTTP proxy.</source>
        <translation>%1 не умеет ходить через прокси HTTP.</translation>
    </message>
    <message>
        <source>%1 can&apos;t go through a SOCKS5 proxy.</source>
        <translation>%1 не умеет ходить через прокси SOCKS5.</translation>
    </message>
    <message>
        <source>%1 can&apos;t give a SOCKS5 proxy a password.</source>
        <translation>%1 не умеет передавать пароль прокси SOCKS5.</translation>
    </message>
    <message>
        <source>%1 may use the proxy that the system is set to.</source>
        <translation>%1 может использовать прокси из настроек системы.</translation>
    </message>
    <message>
        <source>%1 does not know Digest.</source>
        <translation>%1 не знает Digest.</translation>
    </message>
    <message>
        <source>For Node.js with the package ws (npm install ws): a browser can&apos;t set headers.</source>
        <translation>Для Node.js с пакетом ws (npm install ws): в браузере заголовки задать нельзя.</translation>
    </message>
    <message>
        <source>&amp;curl</source>
        <translation>&amp;curl</translation>
    </message>
    <message>
        <source>&amp;wscat</source>
        <translation>&amp;wscat</translation>
    </message>
    <message>
        <source>web&amp;socat</source>
        <translation>web&amp;socat</translation>
    </message>
    <message>
        <source>&amp;JavaScript (Node.js, ws)</source>
        <translation>&amp;JavaScript (Node.js, ws)</translation>
    </message>
    <message>
        <source>&amp;Python (websockets)</source>
        <translation>&amp;Python (websockets)</translation>
    </message>
    <message>
        <source>Before version 14 it was called extra_headers.</source>
        <translation>До версии 14 это называлось extra_headers.</translation>
    </message>
    <message>
        <source>For Python 3 with the package websockets (pip install websockets).</source>
        <translation>Для Python 3 с пакетом websockets (pip install websockets).</translation>
    </message>
    <message>
        <source>The proxy needs version 15 of it or later.</source>
        <translation>Для прокси нужна его версия 15 или новее.</translation>
    </message>
    <message>
        <source>What is put into the address must be percent-encoded.</source>
        <translation>Что подставляется в адрес, должно быть в процентном кодировании.</translation>
    </message>
    <message>
        <source>curl makes the handshake and shows the frames that come; it can&apos;t send messages.</source>
        <translation>curl выполняет рукопожатие и показывает полученные кадры; отправлять сообщения он не умеет.</translation>
    </message>
    <message>
        <source>wscat ends two seconds after it has sent the message. With --wait it stays longer.</source>
        <translation>wscat завершается через две секунды после отправки сообщения. С --wait он ждёт дольше.</translation>
    </message>
    <message>
        <source>wscat can send one message on opening. The others were left out.</source>
        <translation>wscat отправляет при открытии одно сообщение. Остальные пропущены.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: %2.</source>
        <translation>Не удаётся записать %1: %2.</translation>
    </message>
    <message>
        <source>Check the free space and the permissions there.</source>
        <translation>Проверьте свободное место и права доступа там.</translation>
    </message>
    <message>
        <source>There is no profile &quot;%1&quot; any more.</source>
        <translation>Профиля «%1» больше нет.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2.</source>
        <translation>Не удаётся прочитать %1: %2.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Проверьте права доступа к нему.</translation>
    </message>
</context>
<context>
    <name>sonde::ExportDialog</name>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Простой текст</translation>
    </message>
    <message>
        <source>HAR 1.2</source>
        <translation>HAR 1.2</translation>
    </message>
    <message>
        <source>One JSON object a row, with all that is known of it. For scripts and jq.</source>
        <translation>По объекту JSON на строку журнала, со всем, что о ней известно. Для скриптов и jq.</translation>
    </message>
    <message>
        <source>A table with a header row. A spreadsheet may take a payload that begins with = + - or @ for a formula.</source>
        <translation>Таблица со строкой заголовков. Данные, которые начинаются с = + - или @, электронная таблица может принять за формулу.</translation>
    </message>
    <message>
        <source>A line a row, for people.</source>
        <translation>По строке текста на строку журнала, для чтения.</translation>
    </message>
    <message>
        <source>Handshakes and messages as browsers write them. Of the other events, errors alone.</source>
        <translation>Рукопожатия и сообщения в том виде, в каком их сохраняют браузеры. Из прочих событий — только ошибки.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>All (%1)</source>
        <translation>Все (%1)</translation>
    </message>
    <message>
        <source>What the log shows (%1)</source>
        <translation>Показанные в журнале (%1)</translation>
    </message>
    <message>
        <source>What is selected (%1)</source>
        <translation>Выбранные (%1)</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Выбрать файл…</translation>
    </message>
    <message>
        <source>Format:</source>
        <translation>Формат:</translation>
    </message>
    <message>
        <source>Rows:</source>
        <translation>Строки:</translation>
    </message>
</context>
<context>
    <name>sonde::Expression</name>
    <message>
        <source>The regular expression is not valid: %1.</source>
        <translation>Недопустимое регулярное выражение: %1.</translation>
    </message>
    <message>
        <source>A backslash makes a special character an ordinary one, as in \( or \?.</source>
        <translation>Обратная косая черта делает особый знак обычным, например \( или \?.</translation>
    </message>
</context>
<context>
    <name>sonde::Extensions</name>
    <message>
        <source>The server&apos;s part of permessage-deflate is faulty. Dial without compression.</source>
        <translation>Поддержка permessage-deflate на сервере неисправна. Подключитесь без сжатия.</translation>
    </message>
    <message>
        <source>The server answers with %1 twice (RFC 7692 section 7.1).</source>
        <translation>Сервер отвечает %1 дважды (RFC 7692, раздел 7.1).</translation>
    </message>
    <message>
        <source>The server answers with %1, which is no parameter of permessage-deflate (RFC 7692 section 7.1).</source>
        <translation>Сервер отвечает %1, но такого параметра у permessage-deflate нет (RFC 7692, раздел 7.1).</translation>
    </message>
    <message>
        <source>The response&apos;s Sec-WebSocket-Extensions is malformed (RFC 6455 section 9.1).</source>
        <translation>Заголовок Sec-WebSocket-Extensions в ответе написан неверно (RFC 6455, раздел 9.1).</translation>
    </message>
    <message>
        <source>The server chose the extension %1, which was not offered (RFC 6455 section 4.1).</source>
        <translation>Сервер выбрал расширение %1, которое не было предложено (RFC 6455, раздел 4.1).</translation>
    </message>
    <message>
        <source>Report it to whoever runs the server.</source>
        <translation>Сообщите владельцам сервера.</translation>
    </message>
    <message>
        <source>The server answers with permessage-deflate twice (RFC 7692 section 5.1).</source>
        <translation>Сервер отвечает permessage-deflate дважды (RFC 7692, раздел 5.1).</translation>
    </message>
    <message>
        <source>The server ignored %1, which was asked for (RFC 7692 section 7.1.1.1).</source>
        <translation>Сервер пропустил %1, о чём его просили (RFC 7692, раздел 7.1.1.1).</translation>
    </message>
    <message>
        <source>The server ignored %1, which was asked for (RFC 7692 section 7.1.2.1).</source>
        <translation>Сервер пропустил %1, о чём его просили (RFC 7692, раздел 7.1.2.1).</translation>
    </message>
    <message>
        <source>Turn compression on in the connection&apos;s settings, or report it to whoever runs the server.</source>
        <translation>Включите сжатие в настройках соединения или сообщите владельцам сервера.</translation>
    </message>
</context>
<context>
    <name>sonde::FieldTable</name>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Space switches this line off and on.</source>
        <translation>Пробел выключает и включает эту строку.</translation>
    </message>
</context>
<context>
    <name>sonde::FileCommands</name>
    <message>
        <source>Open captures</source>
        <translation>Открыть записи</translation>
    </message>
    <message>
        <source>Captures (*.sonde);;All files (*)</source>
        <translation>Записи (*.sonde);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Save a copy of the capture</source>
        <translation>Сохранить копию записи</translation>
    </message>
    <message>
        <source>Captures (*.sonde)</source>
        <translation>Записи (*.sonde)</translation>
    </message>
    <message>
        <source>Saving a copy</source>
        <translation>Сохранение копии</translation>
    </message>
    <message>
        <source>A copy was saved to %1.</source>
        <translation>Копия сохранена в %1.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Экспорт</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) exported to %1.</source>
        <translation>
            <numerusform>%Ln строка экспортирована в %1.</numerusform>
            <numerusform>%Ln строки экспортированы в %1.</numerusform>
            <numerusform>%Ln строк экспортировано в %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Import messages of a browser</source>
        <translation>Импорт сообщений из браузера</translation>
    </message>
    <message>
        <source>HAR, or messages as JSON (*.har *.json *.txt);;All files (*)</source>
        <translation>HAR или сообщения в JSON (*.har *.json *.txt);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Импорт</translation>
    </message>
    <message>
        <source>The folder %1 for captures can&apos;t be made.</source>
        <translation>Не удаётся создать папку для записей %1.</translation>
    </message>
    <message>
        <source>Check the permissions of the folder above it.</source>
        <translation>Проверьте права доступа к папке уровнем выше.</translation>
    </message>
</context>
<context>
    <name>sonde::FileTaskDialog</name>
    <message>
        <source>Canceling…</source>
        <translation>Отмена…</translation>
    </message>
</context>
<context>
    <name>sonde::Filter</name>
    <message>
        <source>The regular expression takes too long on some messages, so they were left out.</source>
        <translation>На некоторых сообщениях регулярное выражение выполняется слишком долго, они пропущены.</translation>
    </message>
    <message>
        <source>Write it without repetitions within repetitions, such as (a+)+.</source>
        <translation>Не вкладывайте повторения друг в друга, как в (a+)+.</translation>
    </message>
    <message>
        <source>A closing parenthesis has no opening one.</source>
        <translation>У закрывающей скобки нет открывающей.</translation>
    </message>
    <message>
        <source>Delete it, or put it in quotation marks to find the character.</source>
        <translation>Удалите её или, чтобы найти сам знак, возьмите его в кавычки.</translation>
    </message>
    <message>
        <source>Something is missing at the end.</source>
        <translation>В конце чего-то не хватает.</translation>
    </message>
    <message>
        <source>Go on with a word, or delete what is too much.</source>
        <translation>Допишите слово или удалите лишнее.</translation>
    </message>
    <message>
        <source>Something is missing before the parenthesis.</source>
        <translation>Перед скобкой чего-то не хватает.</translation>
    </message>
    <message>
        <source>Put a word there, or delete it.</source>
        <translation>Поставьте перед ней слово или удалите её.</translation>
    </message>
    <message>
        <source>Something is missing before %1.</source>
        <translation>Перед %1 чего-то не хватает.</translation>
    </message>
    <message>
        <source>Put a word there; to find the text itself, put it in quotation marks.</source>
        <translation>Поставьте туда слово; чтобы найти сам текст, возьмите его в кавычки.</translation>
    </message>
    <message>
        <source>The parentheses are nested too deeply.</source>
        <translation>Слишком много вложенных скобок.</translation>
    </message>
    <message>
        <source>The parenthesis is not closed.</source>
        <translation>Скобка не закрыта.</translation>
    </message>
    <message>
        <source>Close it with ), or put it in quotation marks to find the character.</source>
        <translation>Закройте её знаком ) или, чтобы найти сам знак, возьмите его в кавычки.</translation>
    </message>
    <message>
        <source>The phrase is not closed.</source>
        <translation>Фраза не закрыта.</translation>
    </message>
    <message>
        <source>Close it with a quotation mark.</source>
        <translation>Закройте кавычкой.</translation>
    </message>
    <message>
        <source>The phrase is empty.</source>
        <translation>Фраза пуста.</translation>
    </message>
    <message>
        <source>Type something between the quotation marks.</source>
        <translation>Введите что-нибудь между кавычками.</translation>
    </message>
    <message>
        <source>The expression is not closed.</source>
        <translation>Выражение не закрыто.</translation>
    </message>
    <message>
        <source>Close it with a slash; to find the text itself, put it in quotation marks.</source>
        <translation>Закройте его косой чертой; чтобы найти сам текст, возьмите его в кавычки.</translation>
    </message>
    <message>
        <source>The expression is empty.</source>
        <translation>Выражение пусто.</translation>
    </message>
    <message>
        <source>Type one between the slashes; to find slashes, put them in quotation marks.</source>
        <translation>Введите его между косыми чертами; чтобы найти сами черты, возьмите их в кавычки.</translation>
    </message>
    <message>
        <source>%1 is no flag of an expression; i, m and s are.</source>
        <translation>У выражения нет флага %1; есть i, m и s.</translation>
    </message>
    <message>
        <source>To find text with slashes in it, put it in quotation marks.</source>
        <translation>Чтобы найти текст с косыми чертами, возьмите его в кавычки.</translation>
    </message>
    <message>
        <source>A path cannot go on with %1.</source>
        <translation>Путь не может продолжаться знаком %1.</translation>
    </message>
    <message>
        <source>Compare with =, !=, &lt;, &lt;=, &gt;, &gt;= or ~ (contains).</source>
        <translation>Сравнивайте с помощью =, !=, &lt;, &lt;=, &gt;, &gt;= или ~ (содержит).</translation>
    </message>
    <message>
        <source>A value is missing here.</source>
        <translation>Здесь не хватает значения.</translation>
    </message>
    <message>
        <source>Type a number, or a text in quotation marks.</source>
        <translation>Введите число или текст в кавычках.</translation>
    </message>
    <message>
        <source>The text is not closed.</source>
        <translation>Текст не закрыт.</translation>
    </message>
    <message>
        <source>A value is missing behind %1:</source>
        <translation>Не хватает значения после %1:</translation>
    </message>
    <message>
        <source>Write it as %1:%2, without a blank.</source>
        <translation>Пишите %1:%2, без пробела.</translation>
    </message>
    <message>
        <source>This cannot be filtered by.</source>
        <translation>По этому фильтровать нельзя.</translation>
    </message>
    <message>
        <source>%1: does not know &quot;%2&quot;.</source>
        <translation>Для %1: нет значения «%2».</translation>
    </message>
    <message>
        <source>Choose among %1.</source>
        <translation>Возможные значения: %1.</translation>
    </message>
    <message>
        <source>There is no %1:, but there is %2:</source>
        <translation>Условия %1: нет, но есть %2:</translation>
    </message>
    <message>
        <source>To find the text itself, put it in quotation marks.</source>
        <translation>Чтобы найти сам текст, возьмите его в кавычки.</translation>
    </message>
    <message>
        <source>received</source>
        <translation>полученное</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>отправленное</translation>
    </message>
    <message>
        <source>what happened to the connection</source>
        <translation>события соединения</translation>
    </message>
    <message>
        <source>text messages</source>
        <translation>текстовые сообщения</translation>
    </message>
    <message>
        <source>binary messages</source>
        <translation>двоичные сообщения</translation>
    </message>
    <message>
        <source>pings</source>
        <translation>кадры Ping</translation>
    </message>
    <message>
        <source>pongs</source>
        <translation>кадры Pong</translation>
    </message>
    <message>
        <source>ends of connections</source>
        <translation>завершения соединений</translation>
    </message>
    <message>
        <source>opening handshakes</source>
        <translation>рукопожатия</translation>
    </message>
    <message>
        <source>failures</source>
        <translation>сбои</translation>
    </message>
    <message>
        <source>attempts that were scheduled</source>
        <translation>назначенные попытки</translation>
    </message>
    <message>
        <source>attempts to connect</source>
        <translation>попытки подключения</translation>
    </message>
    <message>
        <source>the same as open</source>
        <translation>то же, что open</translation>
    </message>
    <message>
        <source>notices</source>
        <translation>заметки программы</translation>
    </message>
    <message>
        <source>sent, received or an event</source>
        <translation>полученное, отправленное или событие</translation>
    </message>
    <message>
        <source>what sort of message or event</source>
        <translation>тип сообщения или события</translation>
    </message>
    <message>
        <source>bytes of payload, as in size:&gt;1k or size:1k..2M</source>
        <translation>байты данных, например size:&gt;1k или size:1k..2M</translation>
    </message>
    <message>
        <source>local time, as in time:12:01..12:05</source>
        <translation>местное время, например time:12:01..12:05</translation>
    </message>
    <message>
        <source>close code, as in code:1006 or code:&gt;=4000</source>
        <translation>код закрытия, например code:1006 или code:&gt;=4000</translation>
    </message>
    <message>
        <source>has a bookmark</source>
        <translation>есть закладка</translation>
    </message>
    <message>
        <source>bookmarks</source>
        <translation>закладки</translation>
    </message>
    <message>
        <source>Both words, in any case and anywhere in the message</source>
        <translation>Оба слова, в любом регистре и в любом месте сообщения</translation>
    </message>
    <message>
        <source>A phrase, as it stands; \&quot; for a quotation mark in it</source>
        <translation>Фраза как есть; кавычка в ней — \&quot;</translation>
    </message>
    <message>
        <source>A regular expression; i ignores case, m lets ^ and $ match at lines, s lets . match line breaks</source>
        <translation>Регулярное выражение; i — без учёта регистра, m — ^ и $ совпадают на границах строк, s — точка совпадает с переводом строки</translation>
    </message>
    <message>
        <source>Not this; works before each term and each parenthesis</source>
        <translation>Без этого; ставится перед любым условием и любой скобкой</translation>
    </message>
    <message>
        <source>Either; parentheses group</source>
        <translation>Одно из двух; скобки группируют</translation>
    </message>
    <message>
        <source>in, out or event; several with commas</source>
        <translation>in, out или event; несколько — через запятую</translation>
    </message>
    <message>
        <source>text, binary, ping, pong, close, open, error, retry, attempt or notice; several with commas</source>
        <translation>text, binary, ping, pong, close, open, error, retry, attempt или notice; несколько — через запятую</translation>
    </message>
    <message>
        <source>Bytes of payload; also &lt;, &lt;=, &gt;=, 1k..2M; k is 1024 bytes</source>
        <translation>Байты данных; также &lt;, &lt;=, &gt;=, 1k..2M; k — 1024 байта</translation>
    </message>
    <message>
        <source>Local time, to the end of 12:05; seconds, open ends and dates too: 2026-11-25T12:01:30..</source>
        <translation>Местное время, до конца 12:05; можно с секундами, датой и открытым концом: 2026-11-25T12:01:30..</translation>
    </message>
    <message>
        <source>Close code; also &gt;=4000, 1001..1015</source>
        <translation>Код закрытия; также &gt;=4000, 1001..1015</translation>
    </message>
    <message>
        <source>Has a bookmark</source>
        <translation>Есть закладка</translation>
    </message>
    <message>
        <source>JSON that has this; also $.list[0], $.list[*].id, $[&quot;two words&quot;]</source>
        <translation>JSON, в котором это есть; также $.list[0], $.list[*].id, $[&quot;two words&quot;]</translation>
    </message>
    <message>
        <source>JSON whose value is this; also != and, for a part of the text, ~</source>
        <translation>JSON с таким значением; также != и ~ для части текста</translation>
    </message>
    <message>
        <source>JSON whose number is greater; also &gt;=, &lt;, &lt;=; quoted values compare as text</source>
        <translation>JSON, в котором число больше; также &gt;=, &lt;, &lt;=; значения в кавычках сравниваются как текст</translation>
    </message>
    <message>
        <source>The range ends before it begins.</source>
        <translation>Диапазон кончается раньше, чем начинается.</translation>
    </message>
    <message>
        <source>Exchange its ends.</source>
        <translation>Поменяйте его границы местами.</translation>
    </message>
    <message>
        <source>This is not a time.</source>
        <translation>Это не время.</translation>
    </message>
    <message>
        <source>Write it as 12:01, 12:01:05.250 or 2026-11-25T12:01; a range as 12:01..12:05.</source>
        <translation>Пишите 12:01, 12:01:05.250 или 2026-11-25T12:01; диапазон — 12:01..12:05.</translation>
    </message>
    <message>
        <source>This is not a size.</source>
        <translation>Это не размер.</translation>
    </message>
    <message>
        <source>Write it as &gt;1k, &lt;=200 or 1k..2M.</source>
        <translation>Пишите &gt;1k, &lt;=200 или 1k..2M.</translation>
    </message>
    <message>
        <source>This is not a close code.</source>
        <translation>Это не код закрытия.</translation>
    </message>
    <message>
        <source>Write it as 1006, &gt;=4000 or 1001..1015.</source>
        <translation>Пишите 1006, &gt;=4000 или 1001..1015.</translation>
    </message>
    <message>
        <source>The range begins without a date but ends with one.</source>
        <translation>Начало диапазона без даты, а конец с датой.</translation>
    </message>
    <message>
        <source>Give both ends a date, or none.</source>
        <translation>Укажите дату в обеих границах или ни в одной.</translation>
    </message>
    <message>
        <source>frames, where they are recorded</source>
        <translation>кадры, если они записываются</translation>
    </message>
</context>
<context>
    <name>sonde::FilterBar</name>
    <message>
        <source>Filter</source>
        <translation>Фильтр</translation>
    </message>
    <message>
        <source>Filter: words, /expression/, dir:in, size:&gt;1k, $.type=tick</source>
        <translation>Фильтр: слова, /выражение/, dir:in, size:&gt;1k, $.type=tick</translation>
    </message>
    <message>
        <source>Rows shown</source>
        <translation>Показано строк</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Фильтры</translation>
    </message>
    <message>
        <source>Saved filters, and how to write one</source>
        <translation>Сохранённые фильтры и как писать фильтр</translation>
    </message>
    <message>
        <source>Only hits</source>
        <translation>Отбор</translation>
    </message>
    <message>
        <source>On: the log shows hits alone. Off: it shows all and marks the hits; F3 goes to the next.</source>
        <translation>Включено: в журнале только совпадения. Выключено: в нём всё, а совпадения отмечены; F3 — к следующему.</translation>
    </message>
    <message>
        <source>Show what was received</source>
        <translation>Показывать полученное</translation>
    </message>
    <message>
        <source>Show what was sent</source>
        <translation>Показывать отправленное</translation>
    </message>
    <message>
        <source>Show events</source>
        <translation>Показывать события</translation>
    </message>
    <message>
        <source>Ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>Show pings and pongs</source>
        <translation>Показывать Ping и Pong</translation>
    </message>
    <message>
        <source>Stop searching</source>
        <translation>Остановить поиск</translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation>Сохранить этот фильтр…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>How to write a filter</source>
        <translation>Как писать фильтр</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>Сохранить этот фильтр</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Имя:</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Кадр</translation>
    </message>
    <message>
        <source>Show frames, where they are recorded</source>
        <translation>Показывать кадры, если они записываются</translation>
    </message>
</context>
<context>
    <name>sonde::FindField</name>
    <message>
        <source>Find</source>
        <translation>Найти</translation>
    </message>
</context>
<context>
    <name>sonde::FootBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Скрыть</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Состояние</translation>
    </message>
</context>
<context>
    <name>sonde::FormatBox</name>
    <message>
        <source>Looks like %1</source>
        <translation>Похоже на %1</translation>
    </message>
    <message>
        <source>an image</source>
        <translation>изображение</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Автоматически</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Простой текст</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Байты</translation>
    </message>
    <message>
        <source>, then </source>
        <translation>, затем </translation>
    </message>
    <message>
        <source>What the payload is read as: %1</source>
        <translation>Данные читаются как: %1</translation>
    </message>
</context>
<context>
    <name>sonde::FrameText</name>
    <message>
        <source>RSV1 to RSV3: not set</source>
        <translation>RSV1–RSV3: не установлены</translation>
    </message>
    <message>
        <source>%1 set</source>
        <translation>установлены: %1</translation>
    </message>
    <message>
        <source>RSV1 marks a compressed message (RFC 7692)</source>
        <translation>RSV1 означает сжатое сообщение (RFC 7692)</translation>
    </message>
    <message>
        <source>in 7 bits</source>
        <translation>в 7 битах</translation>
    </message>
    <message>
        <source>in 16 bits</source>
        <translation>в 16 битах</translation>
    </message>
    <message>
        <source>in 64 bits</source>
        <translation>в 64 битах</translation>
    </message>
    <message>
        <source>length: the highest bit is set, which is forbidden</source>
        <translation>длина: установлен старший бит, это запрещено</translation>
    </message>
    <message>
        <source>length %1, written %2</source>
        <translation>длина %1, записана %2</translation>
    </message>
    <message>
        <source>FIN: the last frame of its message</source>
        <translation>FIN: последний кадр сообщения</translation>
    </message>
    <message>
        <source>FIN not set: more to come</source>
        <translation>FIN не установлен: будет продолжение</translation>
    </message>
    <message>
        <source>opcode 0x%1: %2</source>
        <translation>код операции 0x%1: %2</translation>
    </message>
    <message>
        <source>MASK: a masking key follows</source>
        <translation>MASK: следует ключ маски</translation>
    </message>
    <message>
        <source>MASK not set</source>
        <translation>MASK не установлен</translation>
    </message>
    <message>
        <source>the length follows</source>
        <translation>длина следует дальше</translation>
    </message>
    <message>
        <source>masking key</source>
        <translation>ключ маски</translation>
    </message>
    <message>
        <source>Of message %1 that was received</source>
        <translation>Часть принятого сообщения %1</translation>
    </message>
    <message>
        <source>Of message %1 that was sent</source>
        <translation>Часть отправленного сообщения %1</translation>
    </message>
    <message>
        <source>No header of a frame. The view Hex has the bytes.</source>
        <translation>Это не заголовок кадра. Байты показывает вид «Hex».</translation>
    </message>
    <message>
        <source>The payload was not recorded, because this connection has secrets that must not be.</source>
        <translation>Данные не записаны: у соединения есть секреты, которые записывать нельзя.</translation>
    </message>
    <message>
        <source>Payload, masked as on the wire; unmasked at the right</source>
        <translation>Данные с маской, как в сети; справа без маски</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Данные</translation>
    </message>
    <message>
        <source>The views Text and Hex have more.</source>
        <translation>Остальное показывают виды «Текст» и «Hex».</translation>
    </message>
</context>
<context>
    <name>sonde::HandshakeFacts</name>
    <message numerus="yes">
        <source>window of %n bit(s), each message on its own</source>
        <translation>
            <numerusform>окно %n бит, каждое сообщение отдельно</numerusform>
            <numerusform>окно %n бита, каждое сообщение отдельно</numerusform>
            <numerusform>окно %n бит, каждое сообщение отдельно</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>window of %n bit(s)</source>
        <translation>
            <numerusform>окно %n бит</numerusform>
            <numerusform>окно %n бита</numerusform>
            <numerusform>окно %n бит</numerusform>
        </translation>
    </message>
    <message>
        <source>Peer</source>
        <translation>Собеседник</translation>
    </message>
    <message>
        <source>Through</source>
        <translation>Через</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>Subprotocol</source>
        <translation>Подпротокол</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>Расширения</translation>
    </message>
    <message>
        <source>Compressed by the server</source>
        <translation>Сжатие сервером</translation>
    </message>
    <message>
        <source>Compressed by Sonde</source>
        <translation>Сжатие Sonde</translation>
    </message>
    <message>
        <source>Redirects followed</source>
        <translation>Перенаправления</translation>
    </message>
    <message>
        <source>not sent there, as it is another server: %1</source>
        <translation>не отправлено туда, это другой сервер: %1</translation>
    </message>
    <message>
        <source>What makes it a WebSocket</source>
        <translation>Что делает ответ ответом WebSocket</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Cipher</source>
        <translation>Шифр</translation>
    </message>
    <message>
        <source>The server&apos;s certificate</source>
        <translation>Сертификат сервера</translation>
    </message>
    <message>
        <source>Its issuer&apos;s certificate</source>
        <translation>Сертификат его издателя</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Издан</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Имена</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Действует</translation>
    </message>
    <message>
        <source>from %1 until %2</source>
        <translation>с %1 по %2</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>This engine did not show the request.</source>
        <translation>Этот движок не показал запрос.</translation>
    </message>
    <message>
        <source>This engine did not show the response.</source>
        <translation>Этот движок не показал ответ.</translation>
    </message>
    <message>
        <source>It did not come to a request.</source>
        <translation>До запроса не дошло.</translation>
    </message>
    <message>
        <source>No response came.</source>
        <translation>Ответ не пришёл.</translation>
    </message>
</context>
<context>
    <name>sonde::HandshakeView</name>
    <message>
        <source>What came of the handshake</source>
        <translation>Итог рукопожатия</translation>
    </message>
    <message>
        <source>What was on the wire</source>
        <translation>Что прошло по сети</translation>
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
</context>
<context>
    <name>sonde::HexView</name>
    <message>
        <source>Offsets, bytes and characters</source>
        <translation>Смещения, байты и символы</translation>
    </message>
    <message>
        <source>No more than %1 can be copied. Save the payload to get all of it.</source>
        <translation>Скопировать можно не более %1. Чтобы получить всё, сохраните данные.</translation>
    </message>
    <message>
        <source>Copy as &amp;hex</source>
        <translation>&amp;Копировать как hex</translation>
    </message>
    <message>
        <source>Copy as &amp;text</source>
        <translation>Копировать как &amp;текст</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Выделить всё</translation>
    </message>
</context>
<context>
    <name>sonde::ImageView</name>
    <message>
        <source>The image has too many pixels to be shown: %1 × %2.</source>
        <translation>В изображении слишком много пикселей для показа: %1 × %2.</translation>
    </message>
    <message>
        <source>It looks like an image, but of a kind that can&apos;t be read here.</source>
        <translation>Похоже на изображение, но прочитать такое здесь нельзя.</translation>
    </message>
    <message>
        <source>It looks like an image, but can&apos;t be read: %1.</source>
        <translation>Похоже на изображение, но прочитать его не удаётся: %1.</translation>
    </message>
</context>
<context>
    <name>sonde::Import</name>
    <message>
        <source>AsyncAPI %1</source>
        <translation>AsyncAPI %1</translation>
    </message>
    <message>
        <source>A reference to another file can&apos;t be followed.</source>
        <translation>Ссылка на другой файл не прослеживается.</translation>
    </message>
    <message>
        <source>The file has nothing at this reference.</source>
        <translation>По этой ссылке в файле ничего нет.</translation>
    </message>
    <message>
        <source>The reference leads to itself.</source>
        <translation>Ссылка ведёт на саму себя.</translation>
    </message>
    <message>
        <source>Left out: the server speaks another protocol (%1).</source>
        <translation>Пропущено: у сервера другой протокол (%1).</translation>
    </message>
    <message>
        <source>The file names no server. Set the variable &quot;server&quot;.</source>
        <translation>В файле нет сервера. Задайте переменную «server».</translation>
    </message>
    <message>
        <source>&quot;%1&quot; can be: %2.</source>
        <translation>«%1» может быть: %2.</translation>
    </message>
    <message>
        <source>Of several ways to prove who we are the first was taken: %1.</source>
        <translation>Из нескольких видов учётных данных взят первый: %1.</translation>
    </message>
    <message>
        <source>Sonde does not know version %1 of AsyncAPI.</source>
        <translation>Sonde не знает версию %1 AsyncAPI.</translation>
    </message>
    <message>
        <source>It reads versions 2 and 3.</source>
        <translation>Она читает версии 2 и 3.</translation>
    </message>
    <message>
        <source>The file tells of no message that a client sends. All were taken.</source>
        <translation>В файле нет сообщений, которые отправляет клиент. Взяты все.</translation>
    </message>
    <message>
        <source>A message without an example was made from its schema.</source>
        <translation>Сообщение без примера составлено по его схеме.</translation>
    </message>
    <message>
        <source>Line %1 is neither the beginning of a block nor empty.</source>
        <translation>Строка %1 — не начало блока и не пустая.</translation>
    </message>
    <message>
        <source>The block &quot;%1&quot;, which begins in line %2, has no end.</source>
        <translation>У блока «%1», который начинается в строке %2, нет конца.</translation>
    </message>
    <message>
        <source>Only the first %1 files were read.</source>
        <translation>Прочитаны только первые файлы, всего %1.</translation>
    </message>
    <message>
        <source>Left out: groups are nested too deep.</source>
        <translation>Пропущено: группы вложены слишком глубоко.</translation>
    </message>
    <message>
        <source>Scripts were left out.</source>
        <translation>Скрипты пропущены.</translation>
    </message>
    <message>
        <source>Bruno collection</source>
        <translation>Коллекция Bruno</translation>
    </message>
    <message>
        <source>Sonde does not know version %1 of OpenCollection.</source>
        <translation>Sonde не знает версию %1 OpenCollection.</translation>
    </message>
    <message>
        <source>It reads version 1.</source>
        <translation>Она читает версию 1.</translation>
    </message>
    <message>
        <source>OpenCollection</source>
        <translation>OpenCollection</translation>
    </message>
    <message>
        <source>Bruno export</source>
        <translation>Экспорт Bruno</translation>
    </message>
    <message>
        <source>Only the first %1 different messages were taken.</source>
        <translation>Взяты только первые различные сообщения, всего %1.</translation>
    </message>
    <message>
        <source>The same connection was recorded several times; it was taken once.</source>
        <translation>Одно и то же соединение записано несколько раз; оно взято один раз.</translation>
    </message>
    <message>
        <source>HAR</source>
        <translation>HAR</translation>
    </message>
    <message>
        <source>There are no WebSocket connections in the HAR.</source>
        <translation>В HAR нет соединений WebSocket.</translation>
    </message>
    <message>
        <source>Open the network panel before the page connects, then save it again.</source>
        <translation>Откройте панель сети до подключения страницы и сохраните снова.</translation>
    </message>
    <message>
        <source>Hoppscotch export</source>
        <translation>Экспорт Hoppscotch</translation>
    </message>
    <message>
        <source>Left out: it is no WebSocket request (%1).</source>
        <translation>Пропущено: это не запрос WebSocket (%1).</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 и ещё %Ln</numerusform>
            <numerusform>%1 и ещё %Ln</numerusform>
            <numerusform>%1 и ещё %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Sonde has no counterpart of %1. It became a variable, which needs a value.</source>
        <translation>В Sonde нет соответствия для %1. Это стало переменной, которой нужно значение.</translation>
    </message>
    <message>
        <source>Left out: an import takes up to %1 profiles.</source>
        <translation>Пропущено: за один раз импортируется не больше %1 профилей.</translation>
    </message>
    <message>
        <source>The header Host was left out: it is always the address&apos;s host.</source>
        <translation>Заголовок Host пропущен: это всегда узел из адреса.</translation>
    </message>
    <message>
        <source>Only the first %1 messages were taken.</source>
        <translation>Взяты только первые сообщения, всего %1.</translation>
    </message>
    <message>
        <source>The message &quot;%1&quot; is too large to be kept.</source>
        <translation>Сообщение «%1» слишком велико, чтобы его хранить.</translation>
    </message>
    <message>
        <source>The credentials were left out: Sonde has no kind &quot;%1&quot;.</source>
        <translation>Учётные данные пропущены: в Sonde нет вида «%1».</translation>
    </message>
    <message>
        <source>Sonde fetches OAuth 2.0 tokens with client credentials alone. Set the token yourself.</source>
        <translation>Sonde получает токены OAuth 2.0 только по учётным данным клиента. Задайте токен сами.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be read: %2.</source>
        <translation>Не удаётся прочитать файл %1: %2.</translation>
    </message>
    <message>
        <source>Check its name and that you may read it.</source>
        <translation>Проверьте его имя и что его можно читать.</translation>
    </message>
    <message>
        <source>The file %1 is too large to be a collection.</source>
        <translation>Файл %1 слишком велик для коллекции.</translation>
    </message>
    <message>
        <source>It may have up to %1.</source>
        <translation>Допустимо не больше %1.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be imported: %2</source>
        <translation>Не удаётся импортировать файл %1: %2</translation>
    </message>
    <message>
        <source>Sonde reads %1.</source>
        <translation>Sonde читает: %1.</translation>
    </message>
    <message>
        <source>The JSON is wrong in line %1, column %2: %3</source>
        <translation>Ошибка в JSON, строка %1, столбец %2: %3</translation>
    </message>
    <message>
        <source>The file may be cut off or damaged; save it again.</source>
        <translation>Возможно, файл обрезан или повреждён; сохраните его заново.</translation>
    </message>
    <message>
        <source>It is neither JSON nor YAML.</source>
        <translation>Это не JSON и не YAML.</translation>
    </message>
    <message>
        <source>The folder %1 holds no collection that Sonde knows.</source>
        <translation>В папке %1 нет коллекции, которую знает Sonde.</translation>
    </message>
    <message>
        <source>Choose the folder with bruno.json or opencollection.yml in it. Of other tools choose a file.</source>
        <translation>Выберите папку, в которой лежит bruno.json или opencollection.yml. Для других программ выберите файл.</translation>
    </message>
    <message>
        <source>Postman collections (v2.0, v2.1, folders) and environments</source>
        <translation>коллекции (v2.0, v2.1, папки) и окружения Postman</translation>
    </message>
    <message>
        <source>Insomnia exports (v4, v5)</source>
        <translation>экспорт Insomnia (v4, v5)</translation>
    </message>
    <message>
        <source>Bruno collections (folders, exports)</source>
        <translation>коллекции Bruno (папки, экспорт)</translation>
    </message>
    <message>
        <source>Hoppscotch collections and environments</source>
        <translation>коллекции и окружения Hoppscotch</translation>
    </message>
    <message>
        <source>AsyncAPI 2 and 3 (JSON, YAML)</source>
        <translation>AsyncAPI 2 и 3 (JSON, YAML)</translation>
    </message>
    <message>
        <source>it has no form that Sonde knows.</source>
        <translation>такой формат Sonde не знает.</translation>
    </message>
    <message>
        <source>Environments (imported)</source>
        <translation>Окружения (импорт)</translation>
    </message>
    <message>
        <source>The environment &quot;default&quot; has other values already. What was imported is in the environment &quot;%1&quot;; choose it to use them.</source>
        <translation>В окружении «default» уже есть другие значения. Импортированное лежит в окружении «%1»; чтобы использовать его, выберите это окружение.</translation>
    </message>
    <message>
        <source>There is an environment &quot;%1&quot; already. What was imported is called &quot;%2&quot;.</source>
        <translation>Окружение «%1» уже есть. Импортированное названо «%2».</translation>
    </message>
    <message>
        <source>Certificates were left out. Set them in the profiles.</source>
        <translation>Сертификаты пропущены. Задайте их в профилях.</translation>
    </message>
    <message>
        <source>Cookies that were kept were left out. Set them in the profiles.</source>
        <translation>Сохранённые cookie пропущены. Задайте их в профилях.</translation>
    </message>
    <message>
        <source>Sonde reads exports of Insomnia in the formats v4 and v5.</source>
        <translation>Sonde читает экспорт Insomnia в форматах v4 и v5.</translation>
    </message>
    <message>
        <source>Sonde does not know version %1 of an Insomnia export.</source>
        <translation>Sonde не знает версию %1 экспорта Insomnia.</translation>
    </message>
    <message>
        <source>Insomnia export (v4)</source>
        <translation>Экспорт Insomnia (v4)</translation>
    </message>
    <message>
        <source>Insomnia export (v5)</source>
        <translation>Экспорт Insomnia (v5)</translation>
    </message>
    <message>
        <source>Postman collection (folder)</source>
        <translation>Коллекция Postman (папка)</translation>
    </message>
    <message>
        <source>Postman collection</source>
        <translation>Коллекция Postman</translation>
    </message>
    <message>
        <source>This is a Postman collection of version 1, which Sonde does not read.</source>
        <translation>Это коллекция Postman версии 1, которую Sonde не читает.</translation>
    </message>
    <message>
        <source>Export it from Postman as &quot;Collection v2.1&quot;.</source>
        <translation>Экспортируйте её из Postman как «Collection v2.1».</translation>
    </message>
    <message>
        <source>Sonde does not know this version of a Postman collection: %1.</source>
        <translation>Sonde не знает эту версию коллекции Postman: %1.</translation>
    </message>
    <message>
        <source>Postman environment</source>
        <translation>Окружение Postman</translation>
    </message>
    <message>
        <source>%1 command</source>
        <translation>команда %1</translation>
    </message>
    <message>
        <source>Headers from a file were left out. Add them yourself.</source>
        <translation>Заголовки из файла пропущены. Добавьте их сами.</translation>
    </message>
    <message>
        <source>It holds no header such as &quot;Name: value&quot;.</source>
        <translation>В нём нет заголовка вида «Имя: значение».</translation>
    </message>
    <message>
        <source>Extensions such as compression were left out: Sonde asks for none.</source>
        <translation>Расширения, такие как сжатие, пропущены: Sonde их не запрашивает.</translation>
    </message>
    <message>
        <source>Cookies from a file were left out. Add them yourself.</source>
        <translation>Cookie из файла пропущены. Добавьте их сами.</translation>
    </message>
    <message>
        <source>Sonde has no proxies of the kind %1, but HTTP and SOCKS5.</source>
        <translation>Прокси вида %1 в Sonde нет, есть HTTP и SOCKS5.</translation>
    </message>
    <message>
        <source>The proxy was left out: its address is not one such as 127.0.0.1:1080.</source>
        <translation>Прокси пропущен: его адрес не вида 127.0.0.1:1080.</translation>
    </message>
    <message>
        <source>It is no number of seconds that Sonde could take.</source>
        <translation>Это не число секунд, которое может взять Sonde.</translation>
    </message>
    <message>
        <source>The command has no address.</source>
        <translation>В команде нет адреса.</translation>
    </message>
    <message>
        <source>Copy the whole command.</source>
        <translation>Скопируйте команду целиком.</translation>
    </message>
    <message>
        <source>The request&apos;s body was left out: a handshake has none.</source>
        <translation>Тело запроса пропущено: в рукопожатии его нет.</translation>
    </message>
    <message>
        <source>Only the first address was taken.</source>
        <translation>Взят только первый адрес.</translation>
    </message>
    <message>
        <source>The command ends behind an option that needs a value.</source>
        <translation>Команда обрывается после параметра, которому нужно значение.</translation>
    </message>
    <message>
        <source>It was left out: Sonde does not know this option.</source>
        <translation>Пропущено: Sonde не знает этот параметр.</translation>
    </message>
    <message>
        <source>It was left out: a handshake has no such thing.</source>
        <translation>Пропущено: в рукопожатии такого нет.</translation>
    </message>
    <message>
        <source>It was left out: Sonde can&apos;t do that.</source>
        <translation>Пропущено: Sonde этого не умеет.</translation>
    </message>
    <message>
        <source>It was left out: Sonde does not read this file. Set the values yourself.</source>
        <translation>Пропущено: Sonde не читает этот файл. Задайте значения сами.</translation>
    </message>
    <message>
        <source>It was left out: Sonde has no such kind of authentication.</source>
        <translation>Пропущено: в Sonde нет такого вида учётных данных.</translation>
    </message>
    <message>
        <source>The certificate must be in PEM form or PKCS#12.</source>
        <translation>Сертификат должен быть в формате PEM или PKCS#12.</translation>
    </message>
    <message>
        <source>It was left out: a handshake is always a GET.</source>
        <translation>Пропущено: рукопожатие — всегда GET.</translation>
    </message>
    <message>
        <source>It was left out: hosts without proxy are the system&apos;s matter.</source>
        <translation>Пропущено: узлы без прокси задаются в системе.</translation>
    </message>
    <message>
        <source>It was left out: Sonde pins certificates, not keys.</source>
        <translation>Пропущено: Sonde закрепляет сертификаты, а не ключи.</translation>
    </message>
    <message>
        <source>It was left out: reconnecting has settings of its own.</source>
        <translation>Пропущено: у переподключения свои настройки.</translation>
    </message>
    <message>
        <source>What follows belongs to another request.</source>
        <translation>Дальнейшее относится к другому запросу.</translation>
    </message>
    <message>
        <source>This is no command that Sonde can read.</source>
        <translation>Это не команда, которую читает Sonde.</translation>
    </message>
    <message>
        <source>It reads those of curl, wscat and websocat.</source>
        <translation>Она читает команды curl, wscat и websocat.</translation>
    </message>
    <message>
        <source>It stays as it is: Sonde runs no commands. Put in the value yourself.</source>
        <translation>Осталось как есть: Sonde не выполняет команд. Подставьте значение сами.</translation>
    </message>
    <message>
        <source>It was left out: it belongs to another command.</source>
        <translation>Пропущено: относится к другой команде.</translation>
    </message>
    <message>
        <source>The quote %1 is not closed.</source>
        <translation>Кавычка %1 не закрыта.</translation>
    </message>
    <message>
        <source>It was left out: a profile is for a connection, not for a server.</source>
        <translation>Пропущено: профиль — для соединения, не для сервера.</translation>
    </message>
    <message>
        <source>It was left out: Sonde stays connected until it is told to end.</source>
        <translation>Пропущено: Sonde остаётся на связи, пока ей не велят закончить.</translation>
    </message>
    <message>
        <source>It was left out: Sonde speaks version 13 of the protocol (RFC 6455).</source>
        <translation>Пропущено: Sonde говорит на версии 13 протокола (RFC 6455).</translation>
    </message>
    <message>
        <source>On opening</source>
        <translation>При открытии</translation>
    </message>
    <message>
        <source>The security of its operations was left out.</source>
        <translation>Защита его операций (security) пропущена.</translation>
    </message>
    <message>
        <source>Left out: browsers add this header field by themselves.</source>
        <translation>Пропущено: этот заголовок браузеры добавляют сами.</translation>
    </message>
    <message>
        <source>A variable of the process is taken from where Sonde was started. A file .env is not read.</source>
        <translation>Переменная процесса берётся из среды, в которой запущена Sonde. Файл .env не читается.</translation>
    </message>
    <message>
        <source>It has several values for &quot;%1&quot;. The last one was taken.</source>
        <translation>Для «%1» есть несколько значений. Взято последнее.</translation>
    </message>
    <message>
        <source>Its own variables went into the environment &quot;default&quot;.</source>
        <translation>Собственные переменные попали в окружение «default».</translation>
    </message>
</context>
<context>
    <name>sonde::ImportDialog</name>
    <message>
        <source>Import profiles</source>
        <translation>Импорт профилей</translation>
    </message>
    <message>
        <source>none: beside the other profiles</source>
        <translation>без группы: рядом с другими профилями</translation>
    </message>
    <message>
        <source>&amp;Into the group:</source>
        <translation>&amp;В группу:</translation>
    </message>
    <message>
        <source>I&amp;mport</source>
        <translation>&amp;Импортировать</translation>
    </message>
    <message numerus="yes">
        <source>%Ln password(s) or token(s) are kept as secrets, not in files. The profiles say {{secret:…}} in their place.</source>
        <translation>
            <numerusform>%Ln пароль или токен хранится как секрет, не в файлах. В профилях вместо него стоит {{secret:…}}.</numerusform>
            <numerusform>%Ln пароля или токена хранятся как секреты, не в файлах. В профилях вместо них стоит {{secret:…}}.</numerusform>
            <numerusform>%Ln паролей или токенов хранятся как секреты, не в файлах. В профилях вместо них стоит {{secret:…}}.</numerusform>
        </translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Что найдено</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Профили</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>Окружения</translation>
    </message>
    <message numerus="yes">
        <source>%Ln variable(s)</source>
        <translation>
            <numerusform>%Ln переменная</numerusform>
            <numerusform>%Ln переменные</numerusform>
            <numerusform>%Ln переменных</numerusform>
        </translation>
    </message>
    <message>
        <source>What was &amp;left out or changed:</source>
        <translation>&amp;Что пропущено или изменено:</translation>
    </message>
    <message>
        <source>What was left out or changed</source>
        <translation>Что пропущено или изменено</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Копировать</translation>
    </message>
    <message numerus="yes">
        <source>%Ln profile(s)</source>
        <translation>
            <numerusform>%Ln профиль</numerusform>
            <numerusform>%Ln профиля</numerusform>
            <numerusform>%Ln профилей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln environment(s)</source>
        <translation>
            <numerusform>%Ln окружение</numerusform>
            <numerusform>%Ln окружения</numerusform>
            <numerusform>%Ln окружений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln secret(s)</source>
        <translation>
            <numerusform>%Ln секрет</numerusform>
            <numerusform>%Ln секрета</numerusform>
            <numerusform>%Ln секретов</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::Imported</name>
    <message>
        <source>Unnamed</source>
        <translation>Без имени</translation>
    </message>
</context>
<context>
    <name>sonde::Inflate</name>
    <message>
        <source>Something follows the compressed data.</source>
        <translation>После сжатых данных что-то есть.</translation>
    </message>
    <message>
        <source>The compressed data has no end.</source>
        <translation>У сжатых данных нет конца.</translation>
    </message>
    <message>
        <source>The data is not compressed in this way.</source>
        <translation>Данные сжаты не этим способом.</translation>
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
        <source>This is not JSON: a string is not valid UTF-8.</source>
        <translation>Это не JSON: в строке неверный UTF-8.</translation>
    </message>
    <message>
        <source>This is not JSON: an object has no end.</source>
        <translation>Это не JSON: у объекта нет конца.</translation>
    </message>
    <message>
        <source>Close it with }.</source>
        <translation>Закройте его знаком }.</translation>
    </message>
    <message>
        <source>This is not JSON: an array has no end.</source>
        <translation>Это не JSON: у массива нет конца.</translation>
    </message>
    <message>
        <source>Close it with ].</source>
        <translation>Закройте его знаком ].</translation>
    </message>
    <message>
        <source>This is not JSON: a comma is missing.</source>
        <translation>Это не JSON: не хватает запятой.</translation>
    </message>
    <message>
        <source>This is not JSON: nothing follows a comma.</source>
        <translation>Это не JSON: после запятой ничего нет.</translation>
    </message>
    <message>
        <source>Delete it.</source>
        <translation>Удалите её.</translation>
    </message>
    <message>
        <source>This is not JSON: a member stands outside of an object.</source>
        <translation>Это не JSON: поле вне объекта.</translation>
    </message>
    <message>
        <source>Put it in braces.</source>
        <translation>Возьмите его в фигурные скобки.</translation>
    </message>
    <message>
        <source>This is not JSON: a value is missing.</source>
        <translation>Это не JSON: не хватает значения.</translation>
    </message>
    <message>
        <source>This is not JSON: a member of an object needs a name.</source>
        <translation>Это не JSON: полю объекта нужно имя.</translation>
    </message>
    <message>
        <source>Write it in quotation marks.</source>
        <translation>Пишите его в кавычках.</translation>
    </message>
    <message>
        <source>This is not JSON: no colon follows the name of a member.</source>
        <translation>Это не JSON: после имени поля нет двоеточия.</translation>
    </message>
    <message>
        <source>This is not JSON: the wrong bracket closes.</source>
        <translation>Это не JSON: закрывает не та скобка.</translation>
    </message>
</context>
<context>
    <name>sonde::JsonCompareModel</name>
    <message>
        <source>+ added</source>
        <translation>+ добавлено</translation>
    </message>
    <message>
        <source>− removed</source>
        <translation>− удалено</translation>
    </message>
    <message>
        <source>≠ changed</source>
        <translation>≠ изменено</translation>
    </message>
    <message>
        <source>%1 before</source>
        <translation>раньше: %1</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Различие</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Путь</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>До</translation>
    </message>
    <message>
        <source>After</source>
        <translation>После</translation>
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
    <message>
        <source>The file %1 has a mistake in line %2, column %3. %4</source>
        <translation>В файле %1 ошибка: строка %2, столбец %3. %4</translation>
    </message>
    <message>
        <source>It holds the marks of a merge conflict; settle that first.</source>
        <translation>В нём метки конфликта слияния; сначала разрешите конфликт.</translation>
    </message>
    <message>
        <source>It was left as it is.</source>
        <translation>Он оставлен без изменений.</translation>
    </message>
    <message>
        <source>It holds no JSON object.</source>
        <translation>В нём нет объекта JSON.</translation>
    </message>
    <message>
        <source>&quot;version&quot; must be a whole number from 1 on.</source>
        <translation>В «version» должно быть целое число от 1.</translation>
    </message>
    <message>
        <source>It has version %1, and this Sonde reads versions up to %2.</source>
        <translation>Версия файла — %1, а эта версия Sonde читает файлы версий до %2.</translation>
    </message>
</context>
<context>
    <name>sonde::JsonPath</name>
    <message>
        <source>A path begins with $.</source>
        <translation>Путь начинается с $.</translation>
    </message>
    <message>
        <source>Write it as $.name or $.list[0].</source>
        <translation>Пишите $.name или $.list[0].</translation>
    </message>
    <message>
        <source>A path cannot go on with %1.</source>
        <translation>Путь не может продолжаться знаком %1.</translation>
    </message>
    <message>
        <source>Write a name with such characters as $[&quot;the name&quot;].</source>
        <translation>Имя с такими знаками пишите как $[&quot;the name&quot;].</translation>
    </message>
    <message>
        <source>A name is missing behind the dot.</source>
        <translation>После точки не хватает имени.</translation>
    </message>
    <message>
        <source>The bracket is not closed.</source>
        <translation>Скобка не закрыта.</translation>
    </message>
    <message>
        <source>Write it as $.list[0] or $[&quot;a name&quot;].</source>
        <translation>Пишите $.list[0] или $[&quot;a name&quot;].</translation>
    </message>
    <message>
        <source>In brackets stands a number from 0 on, a name in quotation marks, or *.</source>
        <translation>В скобках пишется число от 0, имя в кавычках или *.</translation>
    </message>
</context>
<context>
    <name>sonde::JsonTree</name>
    <message>
        <source>There are more than %L1 values in this text.</source>
        <translation>В этом тексте больше %L1 значений.</translation>
    </message>
    <message>
        <source>This text is longer than 2 GB.</source>
        <translation>Этот текст длиннее 2 ГБ.</translation>
    </message>
</context>
<context>
    <name>sonde::KeychainStore</name>
    <message>
        <source>The system&apos;s keychain does not answer: %1.</source>
        <translation>Системное хранилище паролей не отвечает: %1.</translation>
    </message>
    <message numerus="yes">
        <source>The system&apos;s keychain does not answer: nothing came within %n second(s).</source>
        <translation>
            <numerusform>Системное хранилище паролей не отвечает: за %n секунду ничего не пришло.</numerusform>
            <numerusform>Системное хранилище паролей не отвечает: за %n секунды ничего не пришло.</numerusform>
            <numerusform>Системное хранилище паролей не отвечает: за %n секунд ничего не пришло.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::LabAbusePage</name>
    <message>
        <source>Run the list…</source>
        <translation>Выполнить список…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>Сохранить отчёт…</translation>
    </message>
    <message numerus="yes">
        <source>%n misbehaviour(s) and legal oddities, each on a connection of its own, with the profile&apos;s headers and credentials. Nothing of it goes into the log.</source>
        <translation>
            <numerusform>%n нарушение или разрешённая странность, каждое на своём соединении, с заголовками и учётными данными профиля. В журнал ничего не попадает.</numerusform>
            <numerusform>%n нарушения и разрешённые странности, каждое на своём соединении, с заголовками и учётными данными профиля. В журнал ничего не попадает.</numerusform>
            <numerusform>%n нарушений и разрешённых странностей, каждое на своём соединении, с заголовками и учётными данными профиля. В журнал ничего не попадает.</numerusform>
        </translation>
    </message>
    <message>
        <source>Misbehaviours</source>
        <translation>Нарушения</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Раздел</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Послано</translation>
    </message>
    <message>
        <source>To be done</source>
        <translation>Надо</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Сделано</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Оценка</translation>
    </message>
    <message>
        <source>Abuse list</source>
        <translation>Нарушения</translation>
    </message>
    <message>
        <source>Misbehave towards %1?</source>
        <translation>Нарушать протокол на %1?</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) will send it what no client should send. That can fill its logs, raise alarms or, where it is badly made, bring it down. Do it only to a server that is yours.</source>
        <translation>
            <numerusform>%n соединение пошлёт то, чего клиент слать не должен. Это может заполнить журналы сервера, вызвать тревогу или, если он плохо сделан, уронить его. Делайте это только со своим сервером.</numerusform>
            <numerusform>%n соединения пошлют то, чего клиент слать не должен. Это может заполнить журналы сервера, вызвать тревогу или, если он плохо сделан, уронить его. Делайте это только со своим сервером.</numerusform>
            <numerusform>%n соединений пошлют то, чего клиент слать не должен. Это может заполнить журналы сервера, вызвать тревогу или, если он плохо сделан, уронить его. Делайте это только со своим сервером.</numerusform>
        </translation>
    </message>
    <message>
        <source>Misbehave towards %1</source>
        <translation>Нарушать на %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Сохранить отчёт</translation>
    </message>
    <message>
        <source>abuse-report.md</source>
        <translation>отчёт-о-нарушениях.md</translation>
    </message>
    <message>
        <source>Markdown (*.md);;JSON (*.json)</source>
        <translation>Markdown (*.md);;JSON (*.json)</translation>
    </message>
</context>
<context>
    <name>sonde::LabAction</name>
    <message>
        <source>%1 a second</source>
        <translation>%1 в секунду</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>не ограничено</translation>
    </message>
    <message>
        <source>Pings are answered from now on.</source>
        <translation>С этого момента на Ping отвечается.</translation>
    </message>
    <message>
        <source>Pings are not answered from now on.</source>
        <translation>С этого момента на Ping не отвечается.</translation>
    </message>
    <message>
        <source>Pings are answered %1 s late from now on.</source>
        <translation>С этого момента на Ping отвечается с задержкой %1 с.</translation>
    </message>
    <message>
        <source>Pings are answered with a wrong payload from now on.</source>
        <translation>С этого момента на Ping отвечается с неверными данными.</translation>
    </message>
    <message>
        <source>What the server sends is read again.</source>
        <translation>Данные сервера снова читаются.</translation>
    </message>
    <message>
        <source>What the server sends is not read from now on.</source>
        <translation>С этого момента данные сервера не читаются.</translation>
    </message>
    <message>
        <source>The TCP connection was ended by a RST.</source>
        <translation>Соединение TCP завершено пакетом RST.</translation>
    </message>
    <message>
        <source>The TCP connection was ended by a FIN.</source>
        <translation>Соединение TCP завершено пакетом FIN.</translation>
    </message>
    <message>
        <source>Reading: %1. Writing: %2.</source>
        <translation>Чтение: %1. Запись: %2.</translation>
    </message>
</context>
<context>
    <name>sonde::LabActionsPage</name>
    <message>
        <source>Delay of the Pong</source>
        <translation>Задержка Pong</translation>
    </message>
    <message>
        <source>Close code</source>
        <translation>Код закрытия</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Reading, KiB a second</source>
        <translation>Чтение, КиБ в секунду</translation>
    </message>
    <message>
        <source>Writing, KiB a second</source>
        <translation>Запись, КиБ в секунду</translation>
    </message>
    <message>
        <source>Payload, at most 125 bytes</source>
        <translation>Данные, не больше 125 байт</translation>
    </message>
    <message>
        <source>Send Ping</source>
        <translation>Послать Ping</translation>
    </message>
    <message>
        <source>Send Pong</source>
        <translation>Послать Pong</translation>
    </message>
    <message>
        <source>Ping and Pong:</source>
        <translation>Ping и Pong:</translation>
    </message>
    <message>
        <source>A server answers a Ping with a Pong that carries the same, and ignores a Pong that it did not ask for (RFC 6455 sections 5.5.2, 5.5.3).</source>
        <translation>На Ping сервер отвечает Pong с теми же данными, а Pong, которого не просил, пропускает (RFC 6455, разделы 5.5.2 и 5.5.3).</translation>
    </message>
    <message>
        <source>How Pings are answered</source>
        <translation>Как отвечать на Ping</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>сразу</translation>
    </message>
    <message>
        <source>never</source>
        <translation>никогда</translation>
    </message>
    <message>
        <source>late</source>
        <translation>с задержкой</translation>
    </message>
    <message>
        <source>with a wrong payload</source>
        <translation>с неверными данными</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> мс</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Применить</translation>
    </message>
    <message>
        <source>Answer Pings:</source>
        <translation>Ответ на Ping:</translation>
    </message>
    <message>
        <source>A server that gets no right Pong in time may take the connection for dead and end it.</source>
        <translation>Не получив вовремя верного Pong, сервер может счесть соединение мёртвым и завершить его.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Send Close</source>
        <translation>Послать Close</translation>
    </message>
    <message>
        <source>Send half of it</source>
        <translation>Послать половину</translation>
    </message>
    <message>
        <source>Close frame:</source>
        <translation>Кадр Close:</translation>
    </message>
    <message>
        <source>A server answers with a Close frame and ends TCP; with 1002 where the code is one that no frame may carry. For the other half of a frame it waits (sections 5.5.1, 7.4).</source>
        <translation>Сервер отвечает кадром Close и завершает TCP; если такого кода в кадре быть не может, отвечает с 1002. Второй половины кадра он ждёт (разделы 5.5.1 и 7.4).</translation>
    </message>
    <message>
        <source>Reading:</source>
        <translation>Чтение:</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Не читать</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Читать дальше</translation>
    </message>
    <message>
        <source>A server whose data is not taken holds back, and bounds what it keeps for you.</source>
        <translation>Если его данные не забирают, сервер притормаживает и ограничивает то, что хранит для вас.</translation>
    </message>
    <message>
        <source>TCP:</source>
        <translation>TCP:</translation>
    </message>
    <message>
        <source>End by FIN</source>
        <translation>Завершить FIN</translation>
    </message>
    <message>
        <source>End by RST</source>
        <translation>Завершить RST</translation>
    </message>
    <message>
        <source>A server sees 1006, frees what it held for the connection, and takes new ones.</source>
        <translation>Сервер видит 1006, освобождает всё, что держал для соединения, и принимает новые.</translation>
    </message>
    <message>
        <source> KiB/s</source>
        <translation> КиБ/с</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>не ограничено</translation>
    </message>
    <message>
        <source>Slow down:</source>
        <translation>Замедлить:</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>чтение</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>запись</translation>
    </message>
    <message>
        <source>A server serves others as fast as before, and has patience with a slow message.</source>
        <translation>Других сервер обслуживает так же быстро, а медленного сообщения терпеливо ждёт.</translation>
    </message>
</context>
<context>
    <name>sonde::LabFramePage</name>
    <message>
        <source>masked</source>
        <translation>с маской</translation>
    </message>
    <message>
        <source>Send frame</source>
        <translation>Послать кадр</translation>
    </message>
    <message>
        <source>a Ping between them</source>
        <translation>между ними Ping</translation>
    </message>
    <message>
        <source>Header:</source>
        <translation>Заголовок:</translation>
    </message>
    <message>
        <source>How the length is written</source>
        <translation>Как записана длина</translation>
    </message>
    <message>
        <source>shortest form</source>
        <translation>кратчайшая запись</translation>
    </message>
    <message>
        <source>7 bits</source>
        <translation>7 бит</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 бит</translation>
    </message>
    <message>
        <source>64 bits</source>
        <translation>64 бита</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Длина</translation>
    </message>
    <message>
        <source>the payload&apos;s own</source>
        <translation>как у данных</translation>
    </message>
    <message>
        <source>Bytes that are left out at the end</source>
        <translation>Сколько байт опустить в конце</translation>
    </message>
    <message>
        <source> bytes</source>
        <translation> байт</translation>
    </message>
    <message>
        <source>cut off at the end:</source>
        <translation>опустить в конце:</translation>
    </message>
    <message>
        <source>Length:</source>
        <translation>Длина:</translation>
    </message>
    <message>
        <source>How the payload is typed</source>
        <translation>Как введены данные</translation>
    </message>
    <message>
        <source>text</source>
        <translation>текст</translation>
    </message>
    <message>
        <source>hex</source>
        <translation>hex</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Данные</translation>
    </message>
    <message>
        <source>Payload:</source>
        <translation>Данные:</translation>
    </message>
    <message>
        <source>On the wire:</source>
        <translation>В сети:</translation>
    </message>
    <message>
        <source> frames</source>
        <translation> кадр.</translation>
    </message>
    <message>
        <source>Number of frames</source>
        <translation>Число кадров</translation>
    </message>
    <message>
        <source> ms apart</source>
        <translation> мс между</translation>
    </message>
    <message>
        <source>Pause between frames</source>
        <translation>Пауза между кадрами</translation>
    </message>
    <message>
        <source>Send the payload so</source>
        <translation>Послать данные так</translation>
    </message>
    <message>
        <source>In pieces:</source>
        <translation>По частям:</translation>
    </message>
    <message>
        <source>A server takes a text or binary message in any number of frames, and answers a Ping between them at once (RFC 6455 section 5.4). What it must fail the connection for, the abuse list has.</source>
        <translation>Сервер принимает сообщение из любого числа кадров и на Ping между ними отвечает сразу (RFC 6455, раздел 5.4). За что он должен прервать соединение, перечислено на странице «Нарушения».</translation>
    </message>
    <message>
        <source>Bytes to send as they are</source>
        <translation>Байты, которые посылаются как есть</translation>
    </message>
    <message>
        <source>Any bytes in hex, such as 81 85 00 00 00 00 48 65 6c 6c 6f</source>
        <translation>Любые байты в hex, например 81 85 00 00 00 00 48 65 6c 6c 6f</translation>
    </message>
    <message>
        <source>Send bytes</source>
        <translation>Послать байты</translation>
    </message>
    <message>
        <source>As they are:</source>
        <translation>Как есть:</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no length.</source>
        <translation>«%1» — не длина.</translation>
    </message>
    <message>
        <source>Type a number of at most 64 bits, such as 300 or 0x8000000000000005.</source>
        <translation>Введите число не длиннее 64 бит, например 300 или 0x8000000000000005.</translation>
    </message>
    <message>
        <source>There are no bytes to send.</source>
        <translation>Посылать нечего.</translation>
    </message>
    <message>
        <source>Type them as hex digits.</source>
        <translation>Введите байты шестнадцатеричными цифрами.</translation>
    </message>
</context>
<context>
    <name>sonde::LatestModel</name>
    <message>
        <source>%1 a second on average</source>
        <translation>В среднем %1 в секунду</translation>
    </message>
    <message>
        <source>Sorts the rows as they are now. They then stay where they are, and new values come last.</source>
        <translation>Сортирует строки, какие есть сейчас. Затем они остаются на местах, а новые значения идут в конец.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Число</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>В секунду</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Давность</translation>
    </message>
    <message>
        <source>#</source>
        <translation>№</translation>
    </message>
    <message>
        <source>Newest message</source>
        <translation>Последнее сообщение</translation>
    </message>
</context>
<context>
    <name>sonde::LatestView</name>
    <message>
        <source>now</source>
        <translation>сейчас</translation>
    </message>
    <message>
        <source>JSON path</source>
        <translation>Путь JSON</translation>
    </message>
    <message>
        <source>$.symbol</source>
        <translation>$.symbol</translation>
    </message>
    <message>
        <source>A row for each value that this path leads to in a message</source>
        <translation>Строка на каждое значение, к которому этот путь ведёт в сообщении</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Направление</translation>
    </message>
    <message>
        <source>Received and sent</source>
        <translation>Полученные и отправленные</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Полученные</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Отправленные</translation>
    </message>
    <message>
        <source>&amp;Path:</source>
        <translation>Пу&amp;ть:</translation>
    </message>
    <message>
        <source>Newest messages</source>
        <translation>Последние сообщения</translation>
    </message>
    <message>
        <source>Choose a JSON path, for example $.symbol, to see the newest message of each value.</source>
        <translation>Выберите путь JSON, например $.symbol, чтобы видеть последнее сообщение для каждого значения.</translation>
    </message>
    <message>
        <source>No message has a value there yet.</source>
        <translation>Ни в одном сообщении там пока нет значения.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s)</source>
        <translation>
            <numerusform>%Ln значение</numerusform>
            <numerusform>%Ln значения</numerusform>
            <numerusform>%Ln значений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln сообщение</numerusform>
            <numerusform>%Ln сообщения</numerusform>
            <numerusform>%Ln сообщений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without such a value</source>
        <translation>
            <numerusform>%Ln без такого значения</numerusform>
            <numerusform>%Ln без такого значения</numerusform>
            <numerusform>%Ln без такого значения</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>only %L1 values are told apart, %Ln message(s) had others</source>
        <translation>
            <numerusform>различается не более %L1 значений, с другими — %Ln сообщение</numerusform>
            <numerusform>различается не более %L1 значений, с другими — %Ln сообщения</numerusform>
            <numerusform>различается не более %L1 значений, с другими — %Ln сообщений</numerusform>
        </translation>
    </message>
    <message>
        <source>reading, %1 %</source>
        <translation>чтение, %1 %</translation>
    </message>
</context>
<context>
    <name>sonde::LineCompareModel</name>
    <message numerus="yes">
        <source>%Ln equal line(s)</source>
        <translation>
            <numerusform>%Ln одинаковая строка</numerusform>
            <numerusform>%Ln одинаковые строки</numerusform>
            <numerusform>%Ln одинаковых строк</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln equal row(s) of 16 bytes</source>
        <translation>
            <numerusform>%Ln одинаковая строка по 16 байт</numerusform>
            <numerusform>%Ln одинаковые строки по 16 байт</numerusform>
            <numerusform>%Ln одинаковых строк по 16 байт</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter shows them.</source>
        <translation>Enter их показывает.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>До</translation>
    </message>
    <message>
        <source>After</source>
        <translation>После</translation>
    </message>
</context>
<context>
    <name>sonde::LogPanel</name>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Последние</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln строка</numerusform>
            <numerusform>%Ln строки</numerusform>
            <numerusform>%Ln строк</numerusform>
        </translation>
    </message>
    <message>
        <source>Hits: %1 of %2</source>
        <translation>Совпадения: %1 из %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>Go to its message</source>
        <translation>К сообщению</translation>
    </message>
    <message>
        <source>There is no handshake in this log.</source>
        <translation>В этом журнале нет рукопожатий.</translation>
    </message>
    <message>
        <source>Connect first.</source>
        <translation>Сначала подключитесь.</translation>
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
    <message>
        <source>No row matches the filter.</source>
        <translation>Фильтру не соответствует ни одна строка.</translation>
    </message>
</context>
<context>
    <name>sonde::MainMenu</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Файл</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Правка</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>С&amp;ообщение</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Вид</translation>
    </message>
    <message>
        <source>&amp;Connection</source>
        <translation>&amp;Соединение</translation>
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
        <source>&amp;New tab</source>
        <translation>&amp;Новая вкладка</translation>
    </message>
    <message>
        <source>Ctrl+T</source>
        <translation>Ctrl+T</translation>
    </message>
    <message>
        <source>&amp;Open capture…</source>
        <translation>&amp;Открыть запись…</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Ctrl+O</translation>
    </message>
    <message>
        <source>Save a cop&amp;y…</source>
        <translation>Сохранить &amp;копию…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+S</source>
        <translation>Ctrl+Shift+S</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Экспорт…</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>&amp;Import from a browser…</source>
        <translation>&amp;Импорт из браузера…</translation>
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
        <source>&amp;Filter</source>
        <translation>&amp;Фильтр</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Ctrl+F</translation>
    </message>
    <message>
        <source>&amp;Next hit</source>
        <translation>&amp;Следующее совпадение</translation>
    </message>
    <message>
        <source>F3</source>
        <translation>F3</translation>
    </message>
    <message>
        <source>&amp;Previous hit</source>
        <translation>П&amp;редыдущее совпадение</translation>
    </message>
    <message>
        <source>Shift+F3</source>
        <translation>Shift+F3</translation>
    </message>
    <message>
        <source>Clear the f&amp;ilter</source>
        <translation>С&amp;бросить фильтр</translation>
    </message>
    <message>
        <source>Ctrl+Shift+K</source>
        <translation>Ctrl+Shift+K</translation>
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
        <source>F&amp;ormat JSON</source>
        <translation>Фор&amp;матировать JSON</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Копировать</translation>
    </message>
    <message>
        <source>Co&amp;mpare the two rows</source>
        <translation>&amp;Сравнить две строки</translation>
    </message>
    <message>
        <source>Ctrl+Shift+C</source>
        <translation>Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>&amp;Bookmark</source>
        <translation>&amp;Закладка</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>За&amp;метка…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+B</source>
        <translation>Ctrl+Shift+B</translation>
    </message>
    <message>
        <source>Ne&amp;xt bookmark</source>
        <translation>С&amp;ледующая закладка</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>&amp;Previous bookmark</source>
        <translation>&amp;Предыдущая закладка</translation>
    </message>
    <message>
        <source>Shift+F2</source>
        <translation>Shift+F2</translation>
    </message>
    <message>
        <source>&amp;Send again</source>
        <translation>&amp;Отправить ещё раз</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Return</source>
        <translation>Ctrl+Shift+Return</translation>
    </message>
    <message>
        <source>&amp;Edit and send…</source>
        <translation>&amp;Изменить и отправить…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation>Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>&amp;Messages</source>
        <translation>Соо&amp;бщения</translation>
    </message>
    <message>
        <source>L&amp;atest of each</source>
        <translation>Последние по &amp;значениям</translation>
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
        <source>&amp;Times</source>
        <translation>&amp;Время</translation>
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
        <source>&amp;Profile</source>
        <translation>Профи&amp;ль</translation>
    </message>
    <message>
        <source>Sa&amp;ve profile</source>
        <translation>Сохранить &amp;профиль</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>Save &amp;profile as…</source>
        <translation>Сохранить профиль к&amp;ак…</translation>
    </message>
    <message>
        <source>Open &amp;workspace…</source>
        <translation>Открыть &amp;рабочее пространство…</translation>
    </message>
    <message>
        <source>&amp;Default workspace</source>
        <translation>Рабочее пространство по &amp;умолчанию</translation>
    </message>
    <message>
        <source>&amp;Reopen closed tab</source>
        <translation>&amp;Вернуть закрытую вкладку</translation>
    </message>
    <message>
        <source>Ctrl+Shift+T</source>
        <translation>Ctrl+Shift+T</translation>
    </message>
    <message>
        <source>&amp;Undo delete</source>
        <translation>Отменить &amp;удаление</translation>
    </message>
    <message>
        <source>Pro&amp;files</source>
        <translation>Про&amp;фили</translation>
    </message>
    <message>
        <source>F9</source>
        <translation>F9</translation>
    </message>
    <message>
        <source>&amp;Go to the profiles</source>
        <translation>П&amp;ерейти к профилям</translation>
    </message>
    <message>
        <source>Ctrl+Shift+P</source>
        <translation>Ctrl+Shift+P</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Открыть</translation>
    </message>
    <message>
        <source>Open and &amp;connect</source>
        <translation>Открыть и под&amp;ключиться</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Переименовать</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Дублировать</translation>
    </message>
    <message>
        <source>Ctrl+Shift+D</source>
        <translation>Ctrl+Shift+D</translation>
    </message>
    <message>
        <source>&amp;Move to group</source>
        <translation>Переместить в &amp;группу</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Удалить</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>&amp;New profile</source>
        <translation>&amp;Новый профиль</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>New &amp;group</source>
        <translation>Нов&amp;ая группа</translation>
    </message>
    <message>
        <source>No group</source>
        <translation>Без группы</translation>
    </message>
    <message>
        <source>There is no other group.</source>
        <translation>Других групп нет.</translation>
    </message>
    <message>
        <source>Edit environ&amp;ments…</source>
        <translation>Изменить окру&amp;жения…</translation>
    </message>
    <message>
        <source>&amp;Keep what stands in the send box</source>
        <translation>Сохранит&amp;ь сообщение из поля отправки</translation>
    </message>
    <message>
        <source>Ctrl+Shift+M</source>
        <translation>Ctrl+Shift+M</translation>
    </message>
    <message>
        <source>Send a sa&amp;ved message</source>
        <translation>Отправить со&amp;хранённое сообщение</translation>
    </message>
    <message>
        <source>Alt+1</source>
        <translation>Alt+1</translation>
    </message>
    <message>
        <source>Alt+2</source>
        <translation>Alt+2</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Import p&amp;rofiles…</source>
        <translation>Импорт про&amp;филей…</translation>
    </message>
    <message>
        <source>Import a &amp;folder of profiles…</source>
        <translation>Импорт папки с профи&amp;лями…</translation>
    </message>
    <message>
        <source>&amp;Variables of this tab…</source>
        <translation>П&amp;еременные этой вкладки…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+V</source>
        <translation>Ctrl+Shift+V</translation>
    </message>
    <message>
        <source>Expor&amp;t all profiles…</source>
        <translation>Экспор&amp;т всех профилей…</translation>
    </message>
    <message>
        <source>C&amp;opy as</source>
        <translation>Коп&amp;ировать как</translation>
    </message>
    <message>
        <source>Cop&amp;y as</source>
        <translation>Коп&amp;ировать как</translation>
    </message>
    <message>
        <source>&amp;Go from frame to message, or back</source>
        <translation>От кад&amp;ра к сообщению и обратно</translation>
    </message>
    <message>
        <source>F4</source>
        <translation>F4</translation>
    </message>
    <message>
        <source>Record &amp;frames</source>
        <translation>&amp;Записывать кадры</translation>
    </message>
    <message>
        <source>Ctrl+Shift+R</source>
        <translation>Ctrl+Shift+R</translation>
    </message>
    <message>
        <source>Control &amp;lab…</source>
        <translation>&amp;Лаборатория…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+X</source>
        <translation>Ctrl+Shift+X</translation>
    </message>
    <message>
        <source>Show &amp;handshake</source>
        <translation>Показать рукопо&amp;жатие</translation>
    </message>
    <message>
        <source>Ctrl+H</source>
        <translation>Ctrl+H</translation>
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
        <source>About Sonde</source>
        <translation>О программе Sonde</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;Sonde %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;A WebSocket tester. Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;Sonde %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Программа для проверки WebSocket. Свободное программное обеспечение под лицензией GNU General Public License версии 3 или более поздней.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was closed with changes that are not saved. Ctrl+Shift+T brings it back.</source>
        <translation>«%1» закрыт с несохранёнными изменениями. Ctrl+Shift+T вернёт его.</translation>
    </message>
    <message>
        <source>Open a folder of profiles</source>
        <translation>Открыть папку с профилями</translation>
    </message>
</context>
<context>
    <name>sonde::MessagePack</name>
    <message>
        <source>The MessagePack value has no end.</source>
        <translation>У значения MessagePack нет конца.</translation>
    </message>
    <message>
        <source>This is not a MessagePack value.</source>
        <translation>Это не значение MessagePack.</translation>
    </message>
    <message>
        <source>Something follows the MessagePack value.</source>
        <translation>После значения MessagePack что-то есть.</translation>
    </message>
</context>
<context>
    <name>sonde::MessagesPage</name>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Выше</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ниже</translation>
    </message>
    <message>
        <source>Saved messages</source>
        <translation>Сохранённые сообщения</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
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
        <source>Send when the connection opens</source>
        <translation>Отправлять при открытии соединения</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>сразу</translation>
    </message>
    <message>
        <source>never</source>
        <translation>никогда</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Имя:</translation>
    </message>
    <message>
        <source>Kind:</source>
        <translation>Вид:</translation>
    </message>
    <message>
        <source>Message:</source>
        <translation>Сообщение:</translation>
    </message>
    <message>
        <source>Note:</source>
        <translation>Заметка:</translation>
    </message>
    <message>
        <source>After:</source>
        <translation>Через:</translation>
    </message>
    <message>
        <source>Repeat every:</source>
        <translation>Повторять каждые:</translation>
    </message>
    <message>
        <source>A message repeats once it was sent, until the connection ends or you stop it.</source>
        <translation>Отправленное сообщение повторяется, пока соединение не кончится или вы не остановите повтор.</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>Сообщение %1</translation>
    </message>
</context>
<context>
    <name>sonde::NativeTransport</name>
    <message>
        <source>Connect first.</source>
        <translation>Сначала подключитесь.</translation>
    </message>
    <message>
        <source>The connection is not open, so nothing was sent.</source>
        <translation>Соединение не открыто, ничего не отправлено.</translation>
    </message>
    <message>
        <source>The connection is not open, so no ping was sent.</source>
        <translation>Соединение не открыто, ping не отправлен.</translation>
    </message>
    <message>
        <source>Other clients will refuse this server.</source>
        <translation>Другие клиенты откажутся работать с этим сервером.</translation>
    </message>
    <message>
        <source>The server did not end the TCP connection within %1 s of the closing handshake (RFC 6455 section 7.1.1).</source>
        <translation>Сервер не завершил соединение TCP за %1 с после закрытия WebSocket (RFC 6455, раздел 7.1.1).</translation>
    </message>
    <message>
        <source>Raise the limit in the connection&apos;s settings if such messages are expected.</source>
        <translation>Увеличьте предел в настройках соединения, если такие сообщения ожидаются.</translation>
    </message>
    <message>
        <source>Report it to whoever runs the server, or let the connection&apos;s settings bear with it.</source>
        <translation>Сообщите владельцам сервера или разрешите терпеть это в настройках соединения.</translation>
    </message>
    <message>
        <source>%1 of what was sent last still waited for the server to read, and did not go out.</source>
        <translation>%1 из отправленного последним ещё ждали, пока сервер прочитает, и не ушли.</translation>
    </message>
    <message numerus="yes">
        <source>Not sent: %n file(s) already wait to go out.</source>
        <translation>
            <numerusform>Не отправлено: %n файл уже ждёт отправки.</numerusform>
            <numerusform>Не отправлено: %n файла уже ждут отправки.</numerusform>
            <numerusform>Не отправлено: %n файлов уже ждут отправки.</numerusform>
        </translation>
    </message>
    <message>
        <source>Wait until the server has read them.</source>
        <translation>Подождите, пока сервер их прочитает.</translation>
    </message>
    <message>
        <source>The file %1 did not go out whole: %2 of %3 did.</source>
        <translation>Файл %1 ушёл не целиком: %2 из %3.</translation>
    </message>
    <message>
        <source>The connection is not open, so nothing was done.</source>
        <translation>Соединение не открыто, поэтому ничего не сделано.</translation>
    </message>
    <message>
        <source>Behind a proxy the TCP connection can&apos;t be ended by hand: it is the proxy&apos;s.</source>
        <translation>За прокси завершить соединение TCP вручную нельзя: оно принадлежит прокси.</translation>
    </message>
    <message>
        <source>Dial without the proxy.</source>
        <translation>Подключитесь без прокси.</translation>
    </message>
    <message>
        <source>The system did not end the TCP connection: %1.</source>
        <translation>Система не завершила соединение TCP: %1.</translation>
    </message>
    <message>
        <source>Our side of the TCP connection has ended, so nothing was sent.</source>
        <translation>Наша сторона соединения TCP завершена, поэтому ничего не послано.</translation>
    </message>
    <message>
        <source>Connect anew.</source>
        <translation>Подключитесь заново.</translation>
    </message>
</context>
<context>
    <name>sonde::Outgoing</name>
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
    <message>
        <source>The file %1 is outside of the workspace.</source>
        <translation>Файл %1 вне рабочего пространства.</translation>
    </message>
    <message>
        <source>Allow such files in File &gt; Settings, or with --allow-files.</source>
        <translation>Разрешите такие файлы в «Файл &gt; Настройки» или через --allow-files.</translation>
    </message>
    <message>
        <source>Raise the limit in the connection&apos;s settings, or choose Sonde&apos;s own engine there.</source>
        <translation>Увеличьте предел в настройках соединения или выберите там собственный движок Sonde.</translation>
    </message>
</context>
<context>
    <name>sonde::PayloadBytes</name>
    <message>
        <source>A temporary file for a large payload can&apos;t be written: %1.</source>
        <translation>Не удаётся сохранить временный файл для больших данных: %1.</translation>
    </message>
    <message>
        <source>Free some space in %1.</source>
        <translation>Освободите место в %1.</translation>
    </message>
    <message>
        <source>A temporary file for a large payload can&apos;t be read: %1.</source>
        <translation>Не удаётся прочитать временный файл для больших данных: %1.</translation>
    </message>
    <message>
        <source>The payload was not saved to %1: %2.</source>
        <translation>Данные не сохранены в %1: %2.</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation>Выберите другую папку или освободите место.</translation>
    </message>
</context>
<context>
    <name>sonde::PayloadFile</name>
    <message>
        <source>The file %1 can&apos;t be read: %2.</source>
        <translation>Не удаётся прочитать файл %1: %2.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Проверьте права доступа к нему.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>The file %1 has become shorter: it had %2, and now ends after %3.</source>
        <translation>Файл %1 стал короче: было %2, теперь он кончается после %3.</translation>
    </message>
    <message>
        <source>Send it again when nobody writes it.</source>
        <translation>Отправьте его снова, когда в него никто не пишет.</translation>
    </message>
</context>
<context>
    <name>sonde::PayloadText</name>
    <message>
        <source>The payload is not valid UTF-8, so it can&apos;t stand in a JSON string.</source>
        <translation>Данные — неверный UTF-8, поэтому строкой JSON они быть не могут.</translation>
    </message>
    <message>
        <source>Copy it as Base64.</source>
        <translation>Скопируйте их как Base64.</translation>
    </message>
</context>
<context>
    <name>sonde::PhaseBar</name>
    <message>
        <source>Name lookup</source>
        <translation>Разрешение имени</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Прокси</translation>
    </message>
    <message>
        <source>Unix socket</source>
        <translation>Сокет Unix</translation>
    </message>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Upgrade</source>
        <translation>Переход</translation>
    </message>
    <message>
        <source>Times of the handshake</source>
        <translation>Время рукопожатия</translation>
    </message>
    <message>
        <source>in total %1</source>
        <translation>всего %1</translation>
    </message>
</context>
<context>
    <name>sonde::PlaceholderCompletion</name>
    <message>
        <source>%1, such as %2</source>
        <translation>%1, например %2</translation>
    </message>
</context>
<context>
    <name>sonde::PlaceholderPopup</name>
    <message>
        <source>Placeholders</source>
        <translation>Подстановки</translation>
    </message>
</context>
<context>
    <name>sonde::PlainText</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n байт</numerusform>
            <numerusform>%n байта</numerusform>
            <numerusform>%n байт</numerusform>
        </translation>
    </message>
    <message>
        <source>(not valid UTF-8)</source>
        <translation>(неверный UTF-8)</translation>
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
    <message>
        <source>It must be true or false.</source>
        <translation>Здесь должно быть true или false.</translation>
    </message>
    <message>
        <source>It must be a text.</source>
        <translation>Здесь должен быть текст.</translation>
    </message>
    <message>
        <source>It must be one of %1.</source>
        <translation>Здесь допустимо одно из: %1.</translation>
    </message>
    <message>
        <source>It must be an object.</source>
        <translation>Здесь должен быть объект.</translation>
    </message>
    <message>
        <source>There is no such member.</source>
        <translation>Такого поля нет.</translation>
    </message>
    <message>
        <source>It must be a whole number from %1 to %2.</source>
        <translation>Здесь должно быть целое число от %1 до %2.</translation>
    </message>
    <message>
        <source>It must be a list.</source>
        <translation>Здесь должен быть список.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; can&apos;t be a cookie.</source>
        <translation>«%1» — недопустимый cookie.</translation>
    </message>
    <message>
        <source>A cookie has a name without = and no semicolon.</source>
        <translation>В имени cookie не бывает знака =, а в самом cookie — точки с запятой.</translation>
    </message>
    <message>
        <source>It must be a number from %1 to %2.</source>
        <translation>Должно быть число от %1 до %2.</translation>
    </message>
</context>
<context>
    <name>sonde::ProfileBar</name>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Имя:</translation>
    </message>
    <message>
        <source>Name of the profile</source>
        <translation>Имя профиля</translation>
    </message>
    <message>
        <source>&amp;Group:</source>
        <translation>&amp;Группа:</translation>
    </message>
    <message>
        <source>Group of the profile</source>
        <translation>Группа профиля</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Взять из файла</translation>
    </message>
    <message>
        <source>Take the profile from the file; what was changed in this tab is dropped</source>
        <translation>Взять профиль из файла; изменения этой вкладки будут отброшены</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Оставить моё</translation>
    </message>
    <message>
        <source>Keep what this tab has; saving it writes over the file</source>
        <translation>Оставить то, что во вкладке; сохранение перезапишет файл</translation>
    </message>
    <message>
        <source>Another program has changed the file of &quot;%1&quot;.</source>
        <translation>Другая программа изменила файл профиля «%1».</translation>
    </message>
    <message>
        <source>Another tab has saved &quot;%1&quot; with other settings.</source>
        <translation>Другая вкладка сохранила «%1» с другими настройками.</translation>
    </message>
</context>
<context>
    <name>sonde::ProfileDelegate</name>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
</context>
<context>
    <name>sonde::ProfileExport</name>
    <message>
        <source>Export</source>
        <translation>Экспорт</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>Экспортировано в %1.</translation>
    </message>
    <message>
        <source>There are no profiles to export.</source>
        <translation>Профилей для экспорта нет.</translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation>Файлы zip (*.zip)</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>Профили (*.json)</translation>
    </message>
</context>
<context>
    <name>sonde::ProfileImport</name>
    <message>
        <source>Import profiles of another tool</source>
        <translation>Импорт профилей другой программы</translation>
    </message>
    <message>
        <source>Collections, API descriptions, HAR (*.json *.yaml *.yml *.har *.bru);;All files (*)</source>
        <translation>Коллекции, описания API, HAR (*.json *.yaml *.yml *.har *.bru);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Import a folder of profiles of another tool</source>
        <translation>Импорт папки с профилями другой программы</translation>
    </message>
    <message>
        <source>Reading profiles</source>
        <translation>Чтение профилей</translation>
    </message>
    <message numerus="yes">
        <source>%Ln profile(s) imported.</source>
        <translation>
            <numerusform>Импортирован %Ln профиль.</numerusform>
            <numerusform>Импортировано %Ln профиля.</numerusform>
            <numerusform>Импортировано %Ln профилей.</numerusform>
        </translation>
    </message>
    <message>
        <source>Import profiles</source>
        <translation>Импорт профилей</translation>
    </message>
</context>
<context>
    <name>sonde::ProfilePanel</name>
    <message>
        <source>Find a profile</source>
        <translation>Найти профиль</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Профили</translation>
    </message>
    <message>
        <source>Status of the profiles</source>
        <translation>Состояние профилей</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Скрыть</translation>
    </message>
    <message>
        <source>New profile</source>
        <translation>Новый профиль</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Новая группа</translation>
    </message>
    <message>
        <source>A name can&apos;t have &quot;/&quot; in it.</source>
        <translation>В имени не может быть «/».</translation>
    </message>
    <message>
        <source>To move it, use Profile &gt; Move to group.</source>
        <translation>Чтобы переместить, выберите Профиль &gt; Переместить в группу.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was deleted.</source>
        <translation>Удалено: «%1».</translation>
    </message>
    <message>
        <source>No profiles yet. Ctrl+S in a tab saves its connection here, and Ctrl+N makes a new one.</source>
        <translation>Профилей пока нет. Ctrl+S во вкладке сохранит её соединение сюда, а Ctrl+N создаст новый профиль.</translation>
    </message>
    <message>
        <source>No profile has this in its name.</source>
        <translation>Ни в одном имени профиля этого нет.</translation>
    </message>
</context>
<context>
    <name>sonde::ProfileTabs</name>
    <message>
        <source>Connection</source>
        <translation>Соединение</translation>
    </message>
    <message>
        <source>There is &quot;%1&quot; already.</source>
        <translation>«%1» уже есть.</translation>
    </message>
    <message>
        <source>Saved as &quot;%1&quot;.</source>
        <translation>Сохранено как «%1».</translation>
    </message>
    <message>
        <source>Repair the file, or save the profile under another name.</source>
        <translation>Исправьте файл или сохраните профиль под другим именем.</translation>
    </message>
    <message>
        <source>Saved &quot;%1&quot;.</source>
        <translation>Сохранено: «%1».</translation>
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
    <message>
        <source>The folder %1 of the workspace is not there.</source>
        <translation>Папки %1 рабочего пространства нет на месте.</translation>
    </message>
    <message>
        <source>Its profiles appear once it is back. Or open another workspace.</source>
        <translation>Её профили появятся, когда она вернётся. Или откройте другое рабочее пространство.</translation>
    </message>
</context>
<context>
    <name>sonde::Proxy</name>
    <message>
        <source>The proxy has no host.</source>
        <translation>У прокси не задан хост.</translation>
    </message>
    <message>
        <source>Enter it in the connection&apos;s settings.</source>
        <translation>Введите его в настройках соединения.</translation>
    </message>
    <message>
        <source>The proxy %1 has no port.</source>
        <translation>У прокси %1 не задан порт.</translation>
    </message>
    <message>
        <source>SOCKS5 proxy %1</source>
        <translation>SOCKS5-прокси %1</translation>
    </message>
    <message>
        <source>HTTP proxy %1</source>
        <translation>HTTP-прокси %1</translation>
    </message>
</context>
<context>
    <name>sonde::ProxyPage</name>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>HTTP (CONNECT)</source>
        <translation>HTTP (CONNECT)</translation>
    </message>
    <message>
        <source>SOCKS5</source>
        <translation>SOCKS5</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>не задан</translation>
    </message>
    <message>
        <source>Proxy:</source>
        <translation>Прокси:</translation>
    </message>
    <message>
        <source>Host:</source>
        <translation>Хост:</translation>
    </message>
    <message>
        <source>Port:</source>
        <translation>Порт:</translation>
    </message>
    <message>
        <source>User:</source>
        <translation>Пользователь:</translation>
    </message>
    <message>
        <source>Password:</source>
        <translation>Пароль:</translation>
    </message>
    <message>
        <source>Write {{secret:name}} in place of a password: the system&apos;s keychain keeps it, and no file holds it.</source>
        <translation>Вместо пароля пишите {{secret:name}}: тогда он хранится в системном хранилище паролей, а не в файлах.</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>Как в системе</translation>
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
    <message>
        <source>The %1 wants a user name and a password.</source>
        <translation>%1 требует имя пользователя и пароль.</translation>
    </message>
    <message>
        <source>Enter them in the connection&apos;s settings.</source>
        <translation>Введите их в настройках соединения.</translation>
    </message>
    <message>
        <source>The %1 does not accept the user name and the password.</source>
        <translation>%1 не принимает имя пользователя и пароль.</translation>
    </message>
    <message>
        <source>Check them in the connection&apos;s settings.</source>
        <translation>Проверьте их в настройках соединения.</translation>
    </message>
    <message>
        <source>Nobody listens at the %1: it refused the connection.</source>
        <translation>%1 не работает: соединение с ним отклонено.</translation>
    </message>
    <message>
        <source>Check that the proxy runs, and its port.</source>
        <translation>Проверьте, работает ли прокси и верен ли порт.</translation>
    </message>
    <message>
        <source>The host of the %1 was not found.</source>
        <translation>Хост %1 не найден.</translation>
    </message>
    <message>
        <source>Check its spelling in the connection&apos;s settings.</source>
        <translation>Проверьте его написание в настройках соединения.</translation>
    </message>
    <message>
        <source>The %1 ended the connection before it had reached %2.</source>
        <translation>%1 завершил соединение, не достигнув %2.</translation>
    </message>
    <message>
        <source>Check that it is a proxy of this kind, and whether it wants a password.</source>
        <translation>Проверьте, что это прокси нужного типа и не требует ли он пароль.</translation>
    </message>
    <message>
        <source>The %1 does not answer.</source>
        <translation>%1 не отвечает.</translation>
    </message>
    <message>
        <source>Check its host and port.</source>
        <translation>Проверьте его хост и порт.</translation>
    </message>
    <message>
        <source>The %1 does not allow connections to %2.</source>
        <translation>%1 не разрешает подключаться к %2.</translation>
    </message>
    <message>
        <source>Ask whoever runs it, or dial without it.</source>
        <translation>Обратитесь к его администратору или подключитесь без него.</translation>
    </message>
    <message>
        <source>The %1 did not find the host of %2.</source>
        <translation>%1 не нашёл хост из %2.</translation>
    </message>
    <message>
        <source>Check the spelling of the address. It is the proxy that looks the name up.</source>
        <translation>Проверьте написание адреса. Имя разрешает сам прокси.</translation>
    </message>
    <message>
        <source>The %1 could not reach %2: the connection was refused.</source>
        <translation>%1 не смог подключиться к %2: соединение отклонено.</translation>
    </message>
    <message>
        <source>The %1 could not reach %2: it answered with an error.</source>
        <translation>%1 не смог подключиться к %2: прокси ответил ошибкой.</translation>
    </message>
    <message>
        <source>It may not accept the user name and the password, not reach the server, or be no proxy of this kind.</source>
        <translation>Возможно, прокси не принимает имя пользователя и пароль, не может достичь сервера или это прокси другого типа.</translation>
    </message>
    <message>
        <source>The %1 could not reach %2: %3.</source>
        <translation>%1 не смог подключиться к %2: %3.</translation>
    </message>
    <message>
        <source>Check that it is a proxy of this kind, and that the server runs.</source>
        <translation>Проверьте, что это прокси нужного типа и что сервер работает.</translation>
    </message>
    <message>
        <source>%1 ended the connection during the TLS handshake.</source>
        <translation>Сервер %1 завершил соединение во время рукопожатия TLS.</translation>
    </message>
    <message>
        <source>Check that it speaks TLS at this port, which versions, and whether it wants a client certificate.</source>
        <translation>Проверьте, что на этом порту работает TLS, каких версий и не нужен ли сертификат клиента.</translation>
    </message>
    <message>
        <source>The Unix socket %1 can&apos;t be connected to: %2.</source>
        <translation>К сокету Unix %1 не подключиться: %2.</translation>
    </message>
    <message>
        <source>Check its path, and that the server runs.</source>
        <translation>Проверьте путь и работает ли сервер.</translation>
    </message>
    <message>
        <source>There is no Unix socket %1.</source>
        <translation>Сокета Unix %1 нет.</translation>
    </message>
    <message>
        <source>The server did not end its side of the TCP connection within %1 s.</source>
        <translation>Сервер не завершил свою сторону соединения TCP за %1 с.</translation>
    </message>
    <message>
        <source>This engine can&apos;t send a file piece by piece.</source>
        <translation>Этот движок не умеет отправлять файл по частям.</translation>
    </message>
    <message>
        <source>Connect again, with Sonde&apos;s own engine.</source>
        <translation>Подключитесь снова с собственным движком Sonde.</translation>
    </message>
</context>
<context>
    <name>sonde::Reading</name>
    <message>
        <source>This is not XML: %1</source>
        <translation>Это не XML: %1</translation>
    </message>
    <message>
        <source>It can&apos;t be read as %1 (byte %2): %3</source>
        <translation>Не читается как %1 (байт %2): %3</translation>
    </message>
    <message>
        <source>Decompressed up to %1; there is more. Save the payload to decompress all of it.</source>
        <translation>Распаковано до %1, есть ещё. Чтобы распаковать всё, сохраните данные.</translation>
    </message>
    <message>
        <source>It is not UTF-8.</source>
        <translation>Это не UTF-8.</translation>
    </message>
    <message>
        <source>It begins like no image.</source>
        <translation>Начало не похоже на изображение.</translation>
    </message>
    <message>
        <source>As sent</source>
        <translation>Как отправлено</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Изображение</translation>
    </message>
</context>
<context>
    <name>sonde::ReconnectBar</name>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
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
    <message>
        <source>Reconnects after a failure, each time after %1 s.</source>
        <translation>После сбоя переподключается каждый раз через %1 с.</translation>
    </message>
    <message>
        <source>Reconnects after a failure: first after %1 s, then after %2 times as long, up to %3 s.</source>
        <translation>После сбоя переподключается: сначала через %1 с, затем каждый раз в %2 раза дольше, но не дольше %3 с.</translation>
    </message>
</context>
<context>
    <name>sonde::ReconnectPage</name>
    <message>
        <source>Reconnect after a failure</source>
        <translation>Переподключаться после сбоя</translation>
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
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>не ограничено</translation>
    </message>
    <message>
        <source>no pings</source>
        <translation>без Ping</translation>
    </message>
    <message>
        <source>First wait:</source>
        <translation>Первое ожидание:</translation>
    </message>
    <message>
        <source>Each further wait:</source>
        <translation>Каждое следующее:</translation>
    </message>
    <message>
        <source>Longest wait:</source>
        <translation>Наибольшее ожидание:</translation>
    </message>
    <message>
        <source>Random spread:</source>
        <translation>Случайный разброс:</translation>
    </message>
    <message>
        <source>Attempts in a row:</source>
        <translation>Попыток подряд:</translation>
    </message>
    <message>
        <source>When a connection has stayed open for 10 s, the next wait is the first one again. Disconnecting by hand never leads to an attempt.</source>
        <translation>Если соединение продержалось 10 с, следующее ожидание — снова первое. Ручное отключение никогда не ведёт к попытке.</translation>
    </message>
    <message>
        <source>Ping every:</source>
        <translation>Интервал Ping:</translation>
    </message>
    <message>
        <source>Wait for the Pong:</source>
        <translation>Ждать ответа на Ping:</translation>
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
    <message>
        <source>Frame</source>
        <translation>Кадр</translation>
    </message>
</context>
<context>
    <name>sonde::Redirect</name>
    <message>
        <source>The server redirects to &quot;%1&quot;, which is no address of a WebSocket.</source>
        <translation>Сервер перенаправляет на «%1», а это не адрес WebSocket.</translation>
    </message>
    <message>
        <source>Report it to whoever runs the server.</source>
        <translation>Сообщите владельцам сервера.</translation>
    </message>
    <message>
        <source>The server redirects to an address with a user name, which is not followed: %1.</source>
        <translation>Сервер перенаправляет на адрес с именем пользователя; туда Sonde не идёт: %1.</translation>
    </message>
    <message>
        <source>What to log in with is not for a server to say. Dial that address if you mean to go there.</source>
        <translation>С какими данными входить, решает не сервер. Если вам туда, наберите этот адрес.</translation>
    </message>
    <message>
        <source>The server redirects from TLS to an address without, which is not followed: %1.</source>
        <translation>Сервер перенаправляет с TLS на адрес без него; туда Sonde не идёт: %1.</translation>
    </message>
    <message>
        <source>Anyone on the way could read and change what is sent. Dial that address if you mean to go there.</source>
        <translation>Любой по пути мог бы прочитать и изменить данные. Если вам туда, наберите этот адрес.</translation>
    </message>
    <message>
        <source>credentials</source>
        <translation>учётные данные</translation>
    </message>
    <message>
        <source>client certificate</source>
        <translation>сертификат клиента</translation>
    </message>
</context>
<context>
    <name>sonde::Redirector</name>
    <message>
        <source>The redirects go round in a circle: %1.</source>
        <translation>Перенаправления ходят по кругу: %1.</translation>
    </message>
    <message>
        <source>Report it to whoever runs the server.</source>
        <translation>Сообщите владельцам сервера.</translation>
    </message>
    <message numerus="yes">
        <source>More than %n redirect(s) in a row are not followed: %1.</source>
        <translation>
            <numerusform>Больше %n перенаправления подряд не выполняется: %1.</numerusform>
            <numerusform>Больше %n перенаправлений подряд не выполняется: %1.</numerusform>
            <numerusform>Больше %n перенаправлений подряд не выполняется: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Dial the last address if you mean to go there.</source>
        <translation>Если вам туда, наберите последний адрес.</translation>
    </message>
    <message>
        <source>Not sent there, as it is another server: %1.</source>
        <translation>Не отправлено туда, это другой сервер: %1.</translation>
    </message>
    <message>
        <source>Redirected to %1.</source>
        <translation>Перенаправлено на %1.</translation>
    </message>
    <message>
        <source>The handshake was not complete within %1 s, its redirects included: %2.</source>
        <translation>Рукопожатие вместе с перенаправлениями не завершилось за %1 с: %2.</translation>
    </message>
</context>
<context>
    <name>sonde::Refusal</name>
    <message>
        <source>The server calls the request malformed. Compare the headers, Origin above all.</source>
        <translation>Сервер считает запрос неверным. Сверьте заголовки, прежде всего Origin.</translation>
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
        <source>The response is legal, but this engine does not understand its header Connection: %1.</source>
        <translation>Ответ допустим, но этот движок не понимает его заголовок Connection: %1.</translation>
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
    <message>
        <source>It may want another client certificate. Name its file in the connection&apos;s settings.</source>
        <translation>Возможно, ему нужен другой сертификат клиента. Укажите его файл в настройках соединения.</translation>
    </message>
    <message>
        <source>It does not take the credentials that were sent. Check them in the connection&apos;s settings.</source>
        <translation>Отправленные учётные данные он не принимает. Проверьте их в настройках соединения.</translation>
    </message>
    <message>
        <source>%1 did not answer the request for a token within %2 s.</source>
        <translation>Сервер %1 не ответил на запрос токена за %2 с.</translation>
    </message>
    <message>
        <source>Check the token&apos;s address in the connection&apos;s settings.</source>
        <translation>Проверьте адрес токена в настройках соединения.</translation>
    </message>
    <message>
        <source>The %1 did not connect to the server within %2 s.</source>
        <translation>%1 не подключился к серверу за %2 с.</translation>
    </message>
    <message>
        <source>Check the proxy&apos;s host and port, and that it reaches the server.</source>
        <translation>Проверьте хост и порт прокси и что сервер ему доступен.</translation>
    </message>
    <message>
        <source>It wants credentials. Enter them in the connection&apos;s settings, under Credentials.</source>
        <translation>Серверу нужны учётные данные. Введите их в настройках соединения, на странице «Учётные данные».</translation>
    </message>
    <message>
        <source>The server did nothing wrong. Other clients will connect, and so does Sonde&apos;s own engine.</source>
        <translation>Сервер ни в чём не виноват. Другие клиенты подключатся, и собственный движок Sonde тоже.</translation>
    </message>
    <message>
        <source>It points to %1. Dial that address, or have redirects followed: the connection&apos;s settings have a switch for it.</source>
        <translation>Он указывает на %1. Наберите этот адрес или включите в настройках соединения «Следовать перенаправлениям».</translation>
    </message>
</context>
<context>
    <name>sonde::Relay</name>
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
    <message>
        <source>The connection is not open, so nothing was done.</source>
        <translation>Соединение не открыто, поэтому ничего не сделано.</translation>
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
    <name>sonde::RowCommands</name>
    <message>
        <source>&amp;Only rows like this</source>
        <translation>&amp;Только похожие строки</translation>
    </message>
    <message>
        <source>Hide &amp;rows like this</source>
        <translation>Скрыть по&amp;хожие строки</translation>
    </message>
    <message>
        <source>Times &amp;since this row</source>
        <translation>&amp;Время от этой строки</translation>
    </message>
    <message>
        <source>Remove the &amp;bookmark</source>
        <translation>Убрать &amp;закладку</translation>
    </message>
    <message>
        <source>&amp;Bookmark</source>
        <translation>&amp;Закладка</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>За&amp;метка…</translation>
    </message>
    <message>
        <source>Co&amp;mpare the two rows</source>
        <translation>&amp;Сравнить две строки</translation>
    </message>
    <message>
        <source>Send a&amp;gain</source>
        <translation>&amp;Отправить ещё раз</translation>
    </message>
    <message>
        <source>&amp;Edit and send…</source>
        <translation>&amp;Изменить и отправить…</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Копировать</translation>
    </message>
    <message>
        <source>Copy &amp;as</source>
        <translation>Копировать к&amp;ак</translation>
    </message>
    <message>
        <source>Message %1 is too large for that (%2; the limit is %3).</source>
        <translation>Сообщение %1 слишком велико для этого (%2; предел — %3).</translation>
    </message>
    <message>
        <source>Save its payload to a file instead.</source>
        <translation>Вместо этого сохраните его данные в файл.</translation>
    </message>
    <message>
        <source>Note on row %1</source>
        <translation>Заметка к строке %1</translation>
    </message>
    <message>
        <source>The note is kept in the capture, with a bookmark.</source>
        <translation>Заметка хранится в записи вместе с закладкой.</translation>
    </message>
    <message numerus="yes">
        <source>Two rows are compared, and %Ln are selected.</source>
        <translation>
            <numerusform>Сравниваются две строки, а выбрана %Ln.</numerusform>
            <numerusform>Сравниваются две строки, а выбраны %Ln.</numerusform>
            <numerusform>Сравниваются две строки, а выбрано %Ln.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select one row, then another one with Ctrl.</source>
        <translation>Выберите одну строку, затем другую, удерживая Ctrl.</translation>
    </message>
    <message>
        <source>There is no message here that could be sent.</source>
        <translation>Здесь нет сообщения, которое можно отправить.</translation>
    </message>
    <message>
        <source>Select a text or binary message in the log of a connection.</source>
        <translation>Выберите текстовое или двоичное сообщение в журнале соединения.</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Текст</translation>
    </message>
    <message>
        <source>&amp;Hex</source>
        <translation>&amp;Цифры hex</translation>
    </message>
    <message>
        <source>&amp;Base64</source>
        <translation>С&amp;имволы Base64</translation>
    </message>
    <message>
        <source>&amp;JSON string</source>
        <translation>&amp;Строка JSON</translation>
    </message>
    <message>
        <source>&amp;C array</source>
        <translation>&amp;Массив C</translation>
    </message>
    <message>
        <source>Go to its message</source>
        <translation>К сообщению</translation>
    </message>
    <message>
        <source>Go to its first frame</source>
        <translation>К первому кадру</translation>
    </message>
    <message>
        <source>The payload of message %1 is not in the capture. %2.</source>
        <translation>Данных сообщения %1 нет в записи. %2.</translation>
    </message>
    <message>
        <source>Send that file from the send box.</source>
        <translation>Отправьте этот файл из поля отправки.</translation>
    </message>
    <message>
        <source>There is no message of this frame near it in the log.</source>
        <translation>Рядом в журнале нет сообщения этого кадра.</translation>
    </message>
    <message>
        <source>No frame of this row was recorded.</source>
        <translation>Кадры этой строки не записаны.</translation>
    </message>
    <message>
        <source>Control frames have none, and a message is a row when all of it has come. Frames are recorded where Connection &gt; Record frames is on.</source>
        <translation>У управляющих кадров сообщения нет, а сообщение становится строкой, когда пришло целиком. Кадры записываются, если включено «Соединение &gt; Записывать кадры».</translation>
    </message>
    <message>
        <source>Row %1 is hidden by the filter.</source>
        <translation>Строка %1 скрыта фильтром.</translation>
    </message>
    <message>
        <source>Clear the filter.</source>
        <translation>Очистите фильтр.</translation>
    </message>
</context>
<context>
    <name>sonde::SavedMessages</name>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>%1 after opening</source>
        <translation>через %1 после открытия</translation>
    </message>
    <message>
        <source>on opening</source>
        <translation>при открытии</translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>каждые %1</translation>
    </message>
    <message>
        <source>Saved messages</source>
        <translation>Сохранённые сообщения</translation>
    </message>
    <message>
        <source>Stop repeating</source>
        <translation>Остановить повтор</translation>
    </message>
    <message>
        <source>There is no saved message %1.</source>
        <translation>Сохранённого сообщения %1 нет.</translation>
    </message>
    <message>
        <source>Write one in the send box, and choose Keep.</source>
        <translation>Напишите его в поле отправки и нажмите «В список».</translation>
    </message>
    <message>
        <source>Not open, so nothing can be sent. Connect first.</source>
        <translation>Соединение не открыто, отправить нельзя. Сначала подключитесь.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was not sent. %2</source>
        <translation>Сообщение «%1» не отправлено. %2</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>О&amp;тправить</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>S&amp;top repeating</source>
        <translation>О&amp;становить повтор</translation>
    </message>
    <message>
        <source>Put into the send &amp;box</source>
        <translation>&amp;В поле отправки</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Изменить…</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Переименовать</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Вы&amp;ше</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <translation>Alt+Up</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>&amp;Ниже</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <translation>Alt+Down</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Удалить</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>U&amp;ndo delete</source>
        <translation>Верну&amp;ть удалённое</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Ctrl+Z</translation>
    </message>
</context>
<context>
    <name>sonde::SecondsBox</name>
    <message>
        <source> s</source>
        <translation> с</translation>
    </message>
</context>
<context>
    <name>sonde::SecretDialog</name>
    <message>
        <source>Secrets</source>
        <translation>Секреты</translation>
    </message>
    <message>
        <source>The system&apos;s keychain will keep them. No file of Sonde holds them, and the log shows ••• in their place.</source>
        <translation>Их сохранит системное хранилище паролей. В файлах Sonde их нет, а в журнале вместо них •••.</translation>
    </message>
    <message>
        <source>They are forgotten when Sonde ends. %1 The log shows ••• in their place.</source>
        <translation>После завершения Sonde они забываются. %1 В журнале вместо них •••.</translation>
    </message>
</context>
<context>
    <name>sonde::SecretStore</name>
    <message>
        <source>Secrets are kept until Sonde ends, and are not written to disk. %1</source>
        <translation>Секреты хранятся до завершения Sonde и на диск не сохраняются. %1</translation>
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
    <message>
        <source>Placeholders may read the environment: {{env:NAME}}</source>
        <translation>Подстановки могут читать среду процесса: {{env:ИМЯ}}</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Placeholders may read files outside of the workspace: {{file:PATH}}</source>
        <translation>Подстановки могут читать файлы вне рабочего пространства: {{file:ПУТЬ}}</translation>
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
    <message>
        <source>not verified</source>
        <translation>не проверяется</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not verified, so anyone on the way can read and change what is sent.</source>
        <translation>Сертификат сервера не проверяется, поэтому любой на пути может читать и менять передаваемое.</translation>
    </message>
    <message>
        <source>Sonde engine</source>
        <translation>движок Sonde</translation>
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
    <message>
        <source>Trust this certificate…</source>
        <translation>Доверять сертификату…</translation>
    </message>
    <message>
        <source>Look at the server&apos;s certificate, and trust it for this profile</source>
        <translation>Посмотреть сертификат сервера и доверять ему в этом профиле</translation>
    </message>
    <message>
        <source>compressed to %1 %</source>
        <translation>сжато до %1 %</translation>
    </message>
    <message>
        <source>sending a file, %1 of %2</source>
        <translation>отправка файла, %1 из %2</translation>
    </message>
</context>
<context>
    <name>sonde::SwitchCheck</name>
    <message>
        <source>The status is not 101, so the server does not switch to WebSocket.</source>
        <translation>Статус не 101: сервер не переходит на WebSocket.</translation>
    </message>
    <message>
        <source>The response is not HTTP/1.1.</source>
        <translation>Ответ не HTTP/1.1.</translation>
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
        <source>Status line</source>
        <translation>Строка статуса</translation>
    </message>
</context>
<context>
    <name>sonde::TabBook</name>
    <message>
        <source>Close tab (Ctrl+W)</source>
        <translation>Закрыть вкладку (Ctrl+W)</translation>
    </message>
    <message>
        <source>Close tab</source>
        <translation>Закрыть вкладку</translation>
    </message>
</context>
<context>
    <name>sonde::TabValues</name>
    <message>
        <source>this tab</source>
        <translation>эта вкладка</translation>
    </message>
    <message>
        <source>%1 (from: %2)</source>
        <translation>%1 (откуда: %2)</translation>
    </message>
</context>
<context>
    <name>sonde::TabVariablesDialog</name>
    <message>
        <source>&amp;Bring the values back at the next start</source>
        <translation>&amp;Вернуть значения при следующем запуске</translation>
    </message>
    <message>
        <source>Variables of this tab</source>
        <translation>Переменные этой вкладки</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Переменные</translation>
    </message>
    <message>
        <source>Kept up to date</source>
        <translation>Обновляются</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>JSON path</source>
        <translation>Путь JSON</translation>
    </message>
    <message>
        <source>They come before those of environments. Sonde forgets them when the tab is closed, and writes them to no file, unless they are to come back.</source>
        <translation>Они важнее переменных окружений. Sonde забывает их вместе с вкладкой и не пишет ни в какой файл, если их не нужно вернуть.</translation>
    </message>
    <message>
        <source>&amp;Kept up to date from messages that are received:</source>
        <translation>&amp;Обновляются из полученных сообщений:</translation>
    </message>
    <message>
        <source>A right click on a value of a selected message adds one. Delete takes the selected lines away.</source>
        <translation>Добавить строку можно правым щелчком по значению в выбранном сообщении. Delete убирает выбранные строки.</translation>
    </message>
</context>
<context>
    <name>sonde::Template</name>
    <message>
        <source>Names are made of letters, digits, _, - and . only. Write {{{{ for two braces that begin no name.</source>
        <translation>В именах допустимы только буквы, цифры, _, - и точка. Две скобки без имени пишутся как {{{{.</translation>
    </message>
    <message>
        <source>Between {{ and }} a name is missing.</source>
        <translation>Между {{ и }} не хватает имени.</translation>
    </message>
    <message>
        <source>white space</source>
        <translation>пробела</translation>
    </message>
    <message>
        <source>A name cannot hold %1.</source>
        <translation>В имени не может быть %1.</translation>
    </message>
    <message>
        <source>The braces {{ are not closed.</source>
        <translation>Скобки {{ не закрыты.</translation>
    </message>
    <message>
        <source>Write {{{{ for two braces that begin no name.</source>
        <translation>Две скобки без имени пишутся как {{{{.</translation>
    </message>
</context>
<context>
    <name>sonde::TextNode</name>
    <message>
        <source>This is nested too deeply for a path.</source>
        <translation>Вложенность здесь слишком велика для пути.</translation>
    </message>
</context>
<context>
    <name>sonde::TextView</name>
    <message>
        <source>No more than %1 can be copied. Save the payload to get all of it.</source>
        <translation>Скопировать можно не более %1. Чтобы получить всё, сохраните данные.</translation>
    </message>
    <message>
        <source>The text is still being read. Copy again in a moment.</source>
        <translation>Текст ещё читается. Скопируйте чуть позже.</translation>
    </message>
    <message numerus="yes">
        <source>%n element(s)</source>
        <translation>
            <numerusform>%n элемент</numerusform>
            <numerusform>%n элемента</numerusform>
            <numerusform>%n элементов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n значение</numerusform>
            <numerusform>%n значения</numerusform>
            <numerusform>%n значений</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Копировать</translation>
    </message>
    <message>
        <source>Copy &amp;value</source>
        <translation>Копировать &amp;значение</translation>
    </message>
    <message>
        <source>Copy &amp;path</source>
        <translation>Копировать &amp;путь</translation>
    </message>
    <message>
        <source>Un&amp;fold</source>
        <translation>&amp;Развернуть</translation>
    </message>
    <message>
        <source>&amp;Fold</source>
        <translation>&amp;Свернуть</translation>
    </message>
    <message>
        <source>F&amp;old all</source>
        <translation>Св&amp;ернуть всё</translation>
    </message>
    <message>
        <source>&amp;Unfold all</source>
        <translation>Р&amp;азвернуть всё</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Выделить всё</translation>
    </message>
    <message>
        <source>Use as va&amp;riable…</source>
        <translation>Сделать п&amp;еременной…</translation>
    </message>
</context>
<context>
    <name>sonde::TimeColumn</name>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
</context>
<context>
    <name>sonde::TimeMode</name>
    <message>
        <source>&amp;Local time</source>
        <translation>&amp;Местное время</translation>
    </message>
    <message>
        <source>&amp;UTC</source>
        <translation>&amp;Всемирное время (UTC)</translation>
    </message>
    <message>
        <source>Since the &amp;connection opened</source>
        <translation>От &amp;открытия соединения</translation>
    </message>
    <message>
        <source>Since the &amp;previous row</source>
        <translation>От &amp;предыдущей строки</translation>
    </message>
    <message>
        <source>Since the &amp;selected row</source>
        <translation>От выб&amp;ранной строки</translation>
    </message>
</context>
<context>
    <name>sonde::Tls</name>
    <message>
        <source>The server&apos;s certificate can&apos;t be trusted: %1.</source>
        <translation>Сертификату сервера нельзя доверять: %1.</translation>
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
    <message>
        <source>&quot;%1&quot; is not the SHA-256 fingerprint of a certificate.</source>
        <translation>«%1» — не отпечаток SHA-256 сертификата.</translation>
    </message>
    <message>
        <source>It has 64 hex digits.</source>
        <translation>В нём 64 цифры hex.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not for the host name %1: it is valid for %2.</source>
        <translation>Сертификат сервера не для имени хоста %1: он действителен для %2.</translation>
    </message>
    <message>
        <source>Dial one of these names, or set it as the server&apos;s name in the connection&apos;s settings.</source>
        <translation>Подключитесь по одному из этих имён или укажите его как имя сервера в настройках соединения.</translation>
    </message>
    <message>
        <source>The server sends its certificates in the wrong order, and they lead to no trusted authority.</source>
        <translation>Сервер присылает сертификаты в неверном порядке, и они не ведут к доверенному центру сертификации.</translation>
    </message>
    <message>
        <source>In the server&apos;s settings the own certificate comes first, then each one&apos;s issuer.</source>
        <translation>В настройках сервера первым идёт его собственный сертификат, затем для каждого — сертификат издателя.</translation>
    </message>
    <message>
        <source>The server&apos;s chain of certificates is incomplete: it ends with &quot;%1&quot;, whose issuer &quot;%2&quot; the server did not send and this machine does not know.</source>
        <translation>Цепочка сертификатов сервера неполна: она кончается на «%1», а сертификат издателя «%2» сервер не прислал, и этот компьютер его не знает.</translation>
    </message>
    <message>
        <source>The server has to send the intermediate certificates too. If &quot;%1&quot; is an authority that you trust, name its file in the connection&apos;s settings.</source>
        <translation>Сервер должен присылать и промежуточные сертификаты. Если центру «%1» вы доверяете, укажите его файл в настройках соединения.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate comes from the authority &quot;%1&quot;, which this machine does not trust.</source>
        <translation>Сертификат сервера выдан центром «%1», которому этот компьютер не доверяет.</translation>
    </message>
    <message>
        <source>If you trust it, name the authority&apos;s file in the connection&apos;s settings.</source>
        <translation>Если вы ему доверяете, укажите файл этого центра в настройках соединения.</translation>
    </message>
    <message>
        <source>The certificate of &quot;%1&quot; has expired: it was valid until %2.</source>
        <translation>Срок сертификата «%1» истёк: он был действителен до %2.</translation>
    </message>
    <message>
        <source>The server needs a new certificate. Check this machine&apos;s clock too.</source>
        <translation>Серверу нужен новый сертификат. Проверьте и часы этого компьютера.</translation>
    </message>
    <message>
        <source>The certificate of &quot;%1&quot; is not yet valid: it will be from %2 on.</source>
        <translation>Сертификат «%1» ещё не действителен: его срок начинается %2.</translation>
    </message>
    <message>
        <source>Check this machine&apos;s clock, and the server&apos;s when it made the certificate.</source>
        <translation>Проверьте часы этого компьютера и часы сервера в момент создания сертификата.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is self-signed: no authority vouches for it.</source>
        <translation>Сертификат сервера самоподписанный: за него не ручается ни один центр сертификации.</translation>
    </message>
    <message>
        <source>If it is the one that you expect, trust this very certificate in the connection&apos;s settings.</source>
        <translation>Если это ожидаемый сертификат, укажите его как доверенный в настройках соединения.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate was revoked by its authority.</source>
        <translation>Сертификат сервера отозван центром сертификации.</translation>
    </message>
    <message>
        <source>The server needs a new certificate. The old one&apos;s key may be in wrong hands.</source>
        <translation>Серверу нужен новый сертификат. Ключ старого мог попасть в чужие руки.</translation>
    </message>
    <message>
        <source>The certificate of &quot;%1&quot; is not made for servers.</source>
        <translation>Сертификат «%1» не предназначен для серверов.</translation>
    </message>
    <message>
        <source>The server needs one whose extended key usage is server authentication.</source>
        <translation>Серверу нужен сертификат, у которого расширенное использование ключа — аутентификация сервера.</translation>
    </message>
    <message>
        <source>If you trust this server, trust this very certificate in the connection&apos;s settings.</source>
        <translation>Если вы доверяете этому серверу, укажите этот сертификат как доверенный в настройках соединения.</translation>
    </message>
    <message>
        <source>The server speaks only TLS versions that are older than %1, which is the least that is accepted here.</source>
        <translation>У сервера есть только версии TLS ниже %1, а здесь это наименьшая допустимая.</translation>
    </message>
    <message>
        <source>The server should learn a newer one. Until then a lower minimum in the connection&apos;s settings lets it pass.</source>
        <translation>Серверу нужна более новая версия. До тех пор можно снизить наименьшую версию в настройках соединения.</translation>
    </message>
    <message>
        <source>The server wants a client certificate, and none was shown.</source>
        <translation>Сервер требует сертификат клиента, а он не предъявлен.</translation>
    </message>
    <message>
        <source>Name its file in the connection&apos;s settings.</source>
        <translation>Укажите его файл в настройках соединения.</translation>
    </message>
    <message>
        <source>The server does not accept the client certificate from %1.</source>
        <translation>Сервер не принимает сертификат клиента из %1.</translation>
    </message>
    <message>
        <source>Check that it is of an authority that the server trusts, and that it has not expired.</source>
        <translation>Проверьте, что сервер доверяет его центру сертификации и что его срок не истёк.</translation>
    </message>
    <message>
        <source>The server sends its certificates in the wrong order. This engine accepts it.</source>
        <translation>Сервер присылает сертификаты в неверном порядке. Этот движок их принимает.</translation>
    </message>
    <message>
        <source>Other clients may refuse this server: RFC 5246 section 7.4.2 wants each followed by its issuer&apos;s.</source>
        <translation>Другие клиенты могут этот сервер отвергнуть: по RFC 5246, раздел 7.4.2, за каждым сертификатом идёт сертификат издателя.</translation>
    </message>
    <message>
        <source>The server sends a proof that its certificate was not revoked (OCSP stapling), and it proves nothing: %1.</source>
        <translation>Сервер прислал подтверждение, что его сертификат не отозван (OCSP stapling), но оно ничего не подтверждает: %1.</translation>
    </message>
    <message>
        <source>Other clients may refuse this server.</source>
        <translation>Другие клиенты могут отвергнуть этот сервер.</translation>
    </message>
</context>
<context>
    <name>sonde::TlsPage</name>
    <message>
        <source>Connect although the certificate can&apos;t be trusted</source>
        <translation>Подключаться, даже если сертификату нельзя доверять</translation>
    </message>
    <message>
        <source>Further authorities (PEM):</source>
        <translation>Другие центры сертификации (PEM):</translation>
    </message>
    <message>
        <source>the system&apos;s authorities alone</source>
        <translation>только центры из системы</translation>
    </message>
    <message>
        <source>Client certificate:</source>
        <translation>Сертификат клиента:</translation>
    </message>
    <message>
        <source>PEM or PKCS#12</source>
        <translation>PEM или PKCS#12</translation>
    </message>
    <message>
        <source>Its key (PEM):</source>
        <translation>Его ключ (PEM):</translation>
    </message>
    <message>
        <source>where the certificate&apos;s file does not hold it</source>
        <translation>если его нет в файле сертификата</translation>
    </message>
    <message>
        <source>Passphrase:</source>
        <translation>Парольная фраза:</translation>
    </message>
    <message>
        <source>the address&apos;s host</source>
        <translation>хост из адреса</translation>
    </message>
    <message>
        <source>Server name:</source>
        <translation>Имя сервера:</translation>
    </message>
    <message>
        <source>At least:</source>
        <translation>Не ниже:</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>отпечаток SHA-256</translation>
    </message>
    <message>
        <source>Trusted certificate:</source>
        <translation>Доверенный сертификат:</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Выбрать…</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.key *.p12 *.pfx);;All files (*)</source>
        <translation>Сертификаты (*.pem *.crt *.cer *.key *.p12 *.pfx);;Все файлы (*)</translation>
    </message>
    <message>
        <source>Trusted certificate</source>
        <translation>Доверенный сертификат</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Забыть</translation>
    </message>
    <message>
        <source>Trust this certificate no longer</source>
        <translation>Больше не доверять этому сертификату</translation>
    </message>
    <message>
        <source>Certificates are not verified: anyone on the way can read and change what is sent. Use it for servers of your own only.</source>
        <translation>Сертификаты не проверяются: любой на пути может читать и менять передаваемое. Только для своих серверов.</translation>
    </message>
    <message>
        <source>Anyone on the way could then read and change what is sent.</source>
        <translation>Тогда любой на пути сможет читать и менять передаваемое.</translation>
    </message>
</context>
<context>
    <name>sonde::TokenRequest</name>
    <message>
        <source>The answer of %1 holds no token at %2.</source>
        <translation>В ответе сервера %1 нет токена по пути %2.</translation>
    </message>
    <message numerus="yes">
        <source>It has %n byte(s). Check the path to the token, and that the answer is JSON.</source>
        <translation>
            <numerusform>В нём %n байт. Проверьте путь к токену и что ответ — JSON.</numerusform>
            <numerusform>В нём %n байта. Проверьте путь к токену и что ответ — JSON.</numerusform>
            <numerusform>В нём %n байт. Проверьте путь к токену и что ответ — JSON.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 refused to give a token: %2.</source>
        <translation>Сервер %1 отказался выдать токен: %2.</translation>
    </message>
    <message>
        <source>Check the credentials and the token&apos;s address in the connection&apos;s settings.</source>
        <translation>Проверьте учётные данные и адрес токена в настройках соединения.</translation>
    </message>
    <message>
        <source>No token from %1. %2</source>
        <translation>Токен от %1 не получен. %2</translation>
    </message>
    <message>
        <source>Check the proxy&apos;s address, user name and password.</source>
        <translation>Проверьте адрес прокси, имя пользователя и пароль.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be reached for the token: %2.</source>
        <translation>Сервер %1, который выдаёт токен, недоступен: %2.</translation>
    </message>
    <message>
        <source>Check the token&apos;s address in the connection&apos;s settings.</source>
        <translation>Проверьте адрес токена в настройках соединения.</translation>
    </message>
    <message>
        <source>The token could not be fetched, because the %1 did not reach %2: %3.</source>
        <translation>Не удалось получить токен: %1 не достиг %2: %3.</translation>
    </message>
</context>
<context>
    <name>sonde::Transport</name>
    <message>
        <source>Only Sonde&apos;s own engine can do this.</source>
        <translation>Это умеет только собственный движок Sonde.</translation>
    </message>
    <message>
        <source>Choose it in the connection&apos;s settings, page Engine, and connect anew.</source>
        <translation>Выберите его в настройках соединения, страница «Движок», и подключитесь заново.</translation>
    </message>
</context>
<context>
    <name>sonde::TrustDialog</name>
    <message>
        <source>Trust this certificate</source>
        <translation>Доверие сертификату</translation>
    </message>
    <message>
        <source>Certificate of:</source>
        <translation>Выдан для:</translation>
    </message>
    <message>
        <source>Issued by:</source>
        <translation>Кем выдан:</translation>
    </message>
    <message>
        <source>Valid for:</source>
        <translation>Имена:</translation>
    </message>
    <message>
        <source>Valid from:</source>
        <translation>Действует с:</translation>
    </message>
    <message>
        <source>Valid until:</source>
        <translation>Действует до:</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint:</source>
        <translation>Отпечаток SHA-256:</translation>
    </message>
    <message>
        <source>Trust and connect</source>
        <translation>Доверять и подключиться</translation>
    </message>
    <message>
        <source>Until now this profile trusted another certificate. If nobody has changed the server&apos;s, someone may be listening on the way.</source>
        <translation>До сих пор этот профиль доверял другому сертификату. Если сертификат сервера никто не менял, кто-то на пути, возможно, подслушивает.</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the one that whoever runs the server tells you. The profile then trusts this very certificate, whatever is wrong with it; others are judged as before. The TLS page of the connection&apos;s settings forgets it again.</source>
        <translation>Сравните отпечаток с тем, который сообщит владелец сервера. Профиль будет доверять именно этому сертификату, что бы с ним ни было не так; остальные проверяются как прежде. Забыть его можно на странице TLS в настройках соединения.</translation>
    </message>
</context>
<context>
    <name>sonde::ValueRule</name>
    <message>
        <source>The variable has no name.</source>
        <translation>У переменной нет имени.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; can be no variable&apos;s name.</source>
        <translation>«%1» не может быть именем переменной.</translation>
    </message>
    <message>
        <source>Names are made of letters, digits, _, - and . only.</source>
        <translation>Имена состоят только из букв, цифр, _, - и точки.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no JSON path. %2</source>
        <translation>«%1» — не путь JSON. %2</translation>
    </message>
</context>
<context>
    <name>sonde::Values</name>
    <message>
        <source>Secrets</source>
        <translation>Секреты</translation>
    </message>
    <message>
        <source>The secret &quot;%1&quot; is known until Sonde ends. %2</source>
        <translation>Секрет «%1» известен до завершения Sonde. %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln secret(s) will be forgotten when Sonde ends: %1</source>
        <translation>
            <numerusform>%Ln секрет будет забыт при завершении Sonde: %1</numerusform>
            <numerusform>%Ln секрета будут забыты при завершении Sonde: %1</numerusform>
            <numerusform>%Ln секретов будут забыты при завершении Sonde: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sonde::VariableDialog</name>
    <message>
        <source>&amp;Keep it up to date</source>
        <translation>&amp;Обновлять</translation>
    </message>
    <message>
        <source>Use as variable</source>
        <translation>Сделать переменной</translation>
    </message>
    <message>
        <source>JSON path</source>
        <translation>Путь JSON</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Имя:</translation>
    </message>
    <message>
        <source>Value:</source>
        <translation>Значение:</translation>
    </message>
    <message>
        <source>From &amp;path:</source>
        <translation>По &amp;пути:</translation>
    </message>
    <message>
        <source>Each message that is received and has a value at this path sets it again.</source>
        <translation>Каждое полученное сообщение, в котором по этому пути есть значение, задаёт её заново.</translation>
    </message>
    <message>
        <source>Only what comes from received JSON can be kept up to date.</source>
        <translation>Обновлять можно только то, что взято из полученного JSON.</translation>
    </message>
    <message>
        <source>The tab has a variable %1 already, which gets this value.</source>
        <translation>У вкладки уже есть переменная %1; она получит это значение.</translation>
    </message>
    <message>
        <source>{{%1}} stands for it in this tab.</source>
        <translation>В этой вкладке вместо него пишется {{%1}}.</translation>
    </message>
</context>
<context>
    <name>sonde::Variables</name>
    <message>
        <source>it is no file</source>
        <translation>это не файл</translation>
    </message>
    <message>
        <source>there is none</source>
        <translation>его нет</translation>
    </message>
    <message>
        <source>it is over %1</source>
        <translation>он больше %1</translation>
    </message>
    <message>
        <source>it is not UTF-8</source>
        <translation>он не в UTF-8</translation>
    </message>
    <message>
        <source>random</source>
        <translation>случайное значение</translation>
    </message>
    <message>
        <source>the time</source>
        <translation>время</translation>
    </message>
    <message>
        <source>a counter</source>
        <translation>счётчик</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>файл</translation>
    </message>
    <message>
        <source>base64</source>
        <translation>base64</translation>
    </message>
    <message>
        <source>a secret</source>
        <translation>секрет</translation>
    </message>
    <message>
        <source>the process environment</source>
        <translation>среда процесса</translation>
    </message>
    <message>
        <source>The value of %1 has a mistake: %2</source>
        <translation>В значении %1 ошибка. %2</translation>
    </message>
    <message>
        <source>The value of %1 leads back to itself: %2.</source>
        <translation>Значение %1 ссылается само на себя: %2.</translation>
    </message>
    <message>
        <source>%1 is not written as it should be.</source>
        <translation>%1 написано неверно.</translation>
    </message>
    <message>
        <source>Write it as in %1.</source>
        <translation>Пишите как в %1.</translation>
    </message>
    <message>
        <source>%1 is no time that can be written.</source>
        <translation>Время из %1 представить нельзя.</translation>
    </message>
    <message>
        <source>Formats are iso, unix, ms, and such as yyyy-MM-dd or HH:mm:ss.zzz; years go from 0 to 9999.</source>
        <translation>Форматы: iso, unix, ms и вида yyyy-MM-dd или HH:mm:ss.zzz; годы — от 0 до 9999.</translation>
    </message>
    <message>
        <source>%1 has no range of whole numbers.</source>
        <translation>В %1 нет диапазона целых чисел.</translation>
    </message>
    <message>
        <source>The file of %1 cannot be put in: %2.</source>
        <translation>Не удаётся подставить файл из %1: %2.</translation>
    </message>
    <message>
        <source>%1 is not allowed.</source>
        <translation>%1 не разрешено.</translation>
    </message>
    <message>
        <source>Values from the process environment are switched off.</source>
        <translation>Значения из среды процесса отключены.</translation>
    </message>
    <message>
        <source>With its values the text is too long.</source>
        <translation>С подставленными значениями текст слишком длинный.</translation>
    </message>
    <message>
        <source>The text needs too many values.</source>
        <translation>Тексту нужно слишком много значений.</translation>
    </message>
    <message>
        <source>Values lie too deep inside of each other.</source>
        <translation>Значения слишком глубоко вложены друг в друга.</translation>
    </message>
    <message>
        <source>No value is set for %1.</source>
        <translation>Не задано значение для %1.</translation>
    </message>
    <message>
        <source>Values come from the tab&apos;s variables, from the chosen environment, and from the environment &quot;default&quot;.</source>
        <translation>Значения берутся из переменных вкладки, из выбранного окружения и из окружения «default».</translation>
    </message>
    <message>
        <source>It leads out of the workspace&apos;s folder, and files outside of it are switched off.</source>
        <translation>Путь ведёт за пределы папки рабочего пространства, а файлы вне её запрещены.</translation>
    </message>
</context>
<context>
    <name>sonde::Violation</name>
    <message>
        <source>A frame claims a length with the highest bit set.</source>
        <translation>В длине кадра установлен старший бит.</translation>
    </message>
    <message>
        <source>A message is larger than the limit set here.</source>
        <translation>Сообщение больше заданного здесь предела.</translation>
    </message>
    <message>
        <source>The payload of a compressed message is not DEFLATE.</source>
        <translation>Данные сжатого сообщения — не DEFLATE.</translation>
    </message>
    <message>
        <source>A frame has a reserved bit (RSV1 to RSV3) set that no extension gives a meaning.</source>
        <translation>В кадре установлен зарезервированный бит (RSV1–RSV3), которому ни одно расширение не даёт смысла.</translation>
    </message>
    <message>
        <source>A frame has an opcode that is reserved.</source>
        <translation>У кадра зарезервированный код операции.</translation>
    </message>
    <message>
        <source>The server masks its frames.</source>
        <translation>Сервер маскирует свои кадры.</translation>
    </message>
    <message>
        <source>The client does not mask its frames.</source>
        <translation>Клиент не маскирует свои кадры.</translation>
    </message>
    <message>
        <source>A control frame is fragmented: its FIN bit is not set.</source>
        <translation>Управляющий кадр разбит на части: бит FIN не установлен.</translation>
    </message>
    <message>
        <source>A control frame has a payload of over 125 bytes.</source>
        <translation>В управляющем кадре больше 125 байт данных.</translation>
    </message>
    <message>
        <source>A continuation frame comes with no message to continue.</source>
        <translation>Пришёл кадр продолжения, а продолжать нечего.</translation>
    </message>
    <message>
        <source>A new message begins before the last frame of a fragmented one.</source>
        <translation>Новое сообщение начинается до последнего кадра предыдущего.</translation>
    </message>
    <message>
        <source>A frame&apos;s length is not written in the shortest form.</source>
        <translation>Длина кадра записана не в самой короткой форме.</translation>
    </message>
    <message>
        <source>A text message is not valid UTF-8.</source>
        <translation>Текстовое сообщение — не UTF-8.</translation>
    </message>
    <message>
        <source>A Close frame carries one byte, which is half a code.</source>
        <translation>В кадре Close один байт: это половина кода.</translation>
    </message>
    <message>
        <source>A Close frame carries a code that no frame may carry.</source>
        <translation>В кадре Close код, который нельзя отправлять.</translation>
    </message>
    <message>
        <source>The reason in a Close frame is not valid UTF-8.</source>
        <translation>Причина в кадре Close — не UTF-8.</translation>
    </message>
    <message>
        <source>Something was sent after the Close frame.</source>
        <translation>После кадра Close что-то пришло.</translation>
    </message>
    <message>
        <source>%1 (RFC %2 section %3).</source>
        <translation>%1 (RFC %2, раздел %3).</translation>
    </message>
    <message>
        <source>RFC %1 section %2</source>
        <translation>RFC %1, раздел %2</translation>
    </message>
</context>
<context>
    <name>sonde::Workspace</name>
    <message>
        <source>A name can&apos;t be empty, or begin or end with a space.</source>
        <translation>Имя не может быть пустым, начинаться или кончаться пробелом.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Выберите другое имя.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; can&apos;t be the name of a file.</source>
        <translation>«%1» не может быть именем файла.</translation>
    </message>
    <message>
        <source>Leave out / \ : * ? &quot; &lt; &gt; | and a full stop at its beginning.</source>
        <translation>Уберите / \ : * ? &quot; &lt; &gt; | и точку в начале.</translation>
    </message>
    <message numerus="yes">
        <source>The name is too long: %n character(s).</source>
        <translation>
            <numerusform>Имя слишком длинное: %n символ.</numerusform>
            <numerusform>Имя слишком длинное: %n символа.</numerusform>
            <numerusform>Имя слишком длинное: %n символов.</numerusform>
        </translation>
    </message>
    <message>
        <source>It may have %1.</source>
        <translation>Допустимо не более %1.</translation>
    </message>
    <message>
        <source>The folder &quot;%1&quot; is for environments.</source>
        <translation>Папка «%1» — для окружений.</translation>
    </message>
    <message>
        <source>The folder %1 can&apos;t be made.</source>
        <translation>Не удаётся создать папку %1.</translation>
    </message>
    <message>
        <source>Check the permissions of the folder above it.</source>
        <translation>Проверьте права доступа к вышестоящей папке.</translation>
    </message>
    <message>
        <source>A group can&apos;t be moved into itself.</source>
        <translation>Группу нельзя переместить в неё саму.</translation>
    </message>
    <message>
        <source>There is &quot;%1&quot; already.</source>
        <translation>«%1» уже есть.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; can&apos;t be renamed to &quot;%2&quot;.</source>
        <translation>Не удаётся переименовать «%1» в «%2».</translation>
    </message>
    <message>
        <source>Check the permissions of its folder.</source>
        <translation>Проверьте права доступа к его папке.</translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be deleted: %2.</source>
        <translation>Не удаётся удалить файл %1: %2.</translation>
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
        <source>The file %1 can&apos;t be read, so it is not deleted: %2.</source>
        <translation>Файл %1 не читается, поэтому он не удалён: %2.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Проверьте права доступа к нему.</translation>
    </message>
    <message>
        <source>There is already a name that differs from &quot;%1&quot; in upper and lower case only.</source>
        <translation>Уже есть имя, которое отличается от «%1» только прописными и строчными буквами.</translation>
    </message>
</context>
<context>
    <name>sonde::Yaml</name>
    <message>
        <source>The YAML is wrong: %1.</source>
        <translation>Ошибка в YAML: %1.</translation>
    </message>
    <message>
        <source>The YAML is wrong in line %1, column %2: %3.</source>
        <translation>Ошибка в YAML, строка %1, столбец %2: %3.</translation>
    </message>
    <message>
        <source>a key must be text</source>
        <translation>ключ должен быть текстом</translation>
    </message>
    <message>
        <source>it is nested over %1 levels deep</source>
        <translation>вложенность больше %1 уровней</translation>
    </message>
    <message>
        <source>it stands for over %1 values</source>
        <translation>он означает больше %1 значений</translation>
    </message>
</context>
<context>
    <name>sonde::cli::AbuseCommandRun</name>
    <message>
        <source>Misbehave towards a server, and tell what it does.</source>
        <translation>Нарушать протокол на сервере и сообщить, что он делает.</translation>
    </message>
    <message>
        <source>Does what RFC 6455 forbids to clients, and what it allows but servers get wrong, each on a connection of its own, and compares what the server does with what the RFC says. A line for each goes to standard output: verdict, name, section, what was sent, what was seen. The status is 1 where the server went against the RFC. Do it only to a server that is yours: it can fill its logs, raise alarms or bring it down.</source>
        <translation>Делает то, что RFC 6455 запрещает клиентам, и то, что разрешено, но плохо даётся серверам, каждое на своём соединении, и сравнивает поведение сервера с тем, что велит RFC. На каждое выводится строка: оценка, имя, раздел, что послано, что сделано. Код завершения 1, если сервер нарушил RFC. Делайте это только со своим сервером: это может заполнить его журналы, вызвать тревогу или уронить его.</translation>
    </message>
    <message>
        <source>The server is mine, do it.</source>
        <translation>Сервер мой, выполнить.</translation>
    </message>
    <message>
        <source>Only this one. May be given several times; without --yes the list is shown.</source>
        <translation>Только это. Можно указать несколько раз; без --yes выводится список.</translation>
    </message>
    <message>
        <source>Write a report, as a page (.md) or for programs (.json).</source>
        <translation>Записать отчёт страницей (.md) или для программ (.json).</translation>
    </message>
    <message>
        <source>There is no misbehaviour called %1.</source>
        <translation>Нарушения с именем %1 нет.</translation>
    </message>
    <message>
        <source>Leave --yes out to see the list.</source>
        <translation>Без --yes выводится список.</translation>
    </message>
    <message>
        <source>--report does not know what %1 is to hold.</source>
        <translation>--report не знает, чем должен быть %1.</translation>
    </message>
    <message>
        <source>Let its name end in .md or .json.</source>
        <translation>Имя должно кончаться на .md или .json.</translation>
    </message>
    <message>
        <source>Nothing was done to %1: that is what would be.</source>
        <translation>С %1 ничего не сделано: вот что было бы.</translation>
    </message>
    <message>
        <source>Add --yes where the server is yours.</source>
        <translation>Добавьте --yes, если сервер ваш.</translation>
    </message>
</context>
<context>
    <name>sonde::cli::ConnectRun</name>
    <message>
        <source>The time of --timeout is over.</source>
        <translation>Время, заданное в --timeout, истекло.</translation>
    </message>
    <message>
        <source>Attempt %1 follows in %2.</source>
        <translation>Попытка %1 последует через %2.</translation>
    </message>
    <message>
        <source>Pong after %1.</source>
        <translation>Pong через %1.</translation>
    </message>
    <message>
        <source>Connected to %1.</source>
        <translation>Подключено к %1.</translation>
    </message>
    <message>
        <source>Connected to %1, subprotocol %2.</source>
        <translation>Подключено к %1, подпротокол %2.</translation>
    </message>
    <message>
        <source>Each line is sent as a message; Ctrl+D ends.</source>
        <translation>Каждая строка отправляется сообщением; Ctrl+D завершает.</translation>
    </message>
    <message>
        <source>Closed: %1.</source>
        <translation>Закрыто: %1.</translation>
    </message>
    <message numerus="yes">
        <source>The server closed the connection after %n messages.</source>
        <translation>
            <numerusform>Сервер закрыл соединение после %n сообщения.</numerusform>
            <numerusform>Сервер закрыл соединение после %n сообщений.</numerusform>
            <numerusform>Сервер закрыл соединение после %n сообщений.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not everything could be recorded into %1.</source>
        <translation>Не всё удалось записать в %1.</translation>
    </message>
    <message>
        <source>Check the free space and the permissions there.</source>
        <translation>Проверьте свободное место и права доступа там.</translation>
    </message>
</context>
<context>
    <name>sonde::cli::ListenRun</name>
    <message>
        <source>Run the echo server.</source>
        <translation>Запустить эхо-сервер.</translation>
    </message>
    <message>
        <source>A WebSocket server on 127.0.0.1 to try clients on. Its address is written to standard output as soon as it takes connections, and it runs until it is interrupted. The path of a URL says how it behaves:
  /echo                      echoes each message
  /close?code=C&amp;reason=R     closes right after opening
  /refuse?status=S           refuses the handshake with this HTTP status
  /slow?ms=N                 waits before the handshake&apos;s response and before each echo
  /flood?count=N&amp;size=BYTES  sends N messages at once
  /ping                      sends a Ping each second</source>
        <translation>Сервер WebSocket на 127.0.0.1 для проверки клиентов. Его адрес выводится в стандартный вывод, как только он начинает принимать соединения; работает он, пока его не прервут. Поведение задаёт путь URL:
  /echo                      возвращает каждое сообщение
  /close?code=C&amp;reason=R     закрывает сразу после открытия
  /refuse?status=S           отклоняет рукопожатие с этим статусом HTTP
  /slow?ms=N                 ждёт перед ответом на рукопожатие и перед каждым эхо
  /flood?count=N&amp;size=BYTES  отправляет N сообщений сразу
  /ping                      отправляет Ping каждую секунду</translation>
    </message>
    <message>
        <source>Listen on this port; without it, on any that is free.</source>
        <translation>Принимать соединения на этом порту; без параметра — на любом свободном.</translation>
    </message>
    <message>
        <source>Listen for wss with this certificate: a PEM file, the server&apos;s own first. Needs --key.</source>
        <translation>Принимать wss с этим сертификатом: файл PEM, первым — сертификат самого сервера. Нужен и --key.</translation>
    </message>
    <message>
        <source>The certificate&apos;s private key, a PEM file.</source>
        <translation>Закрытый ключ сертификата, файл PEM.</translation>
    </message>
    <message>
        <source>--cert and --key belong together.</source>
        <translation>--cert и --key указываются вместе.</translation>
    </message>
    <message>
        <source>Give both, or none.</source>
        <translation>Укажите оба или ни одного.</translation>
    </message>
    <message>
        <source>Port %1 is taken, or may not be used.</source>
        <translation>Порт %1 занят или недоступен.</translation>
    </message>
    <message>
        <source>Use another, or leave --port out.</source>
        <translation>Используйте другой или уберите --port.</translation>
    </message>
    <message>
        <source>The address can&apos;t be written: %1.</source>
        <translation>Не удаётся вывести адрес: %1.</translation>
    </message>
</context>
<context>
    <name>sonde::cli::LogRun</name>
    <message>
        <source>Write what a capture holds.</source>
        <translation>Вывести содержимое записи.</translation>
    </message>
    <message>
        <source>FILE may be one that is being recorded, by Sonde or by sonde-cli connect --record; what it held at the beginning is written. The filter has the syntax of the window&apos;s filter bar.</source>
        <translation>FILE может быть и записью, которую сейчас ведёт Sonde или sonde-cli connect --record; выводится то, что было в ней в начале. Синтаксис фильтра тот же, что в строке фильтра окна.</translation>
    </message>
    <message>
        <source>Write only what matches: words, &quot;a phrase&quot;, /expression/i, -word, dir:in, kind:text, size:&gt;1k, code:1006, $.path=value, or, and parentheses.</source>
        <translation>Выводить только то, что соответствует: слова, &quot;фраза&quot;, /выражение/i, -слово, dir:in, kind:text, size:&gt;1k, code:1006, $.path=value, or и скобки.</translation>
    </message>
    <message>
        <source>text for people (the default), jsonl (JSON Lines), csv (RFC 4180), or har (HAR 1.2 with _webSocketMessages).</source>
        <translation>text для чтения (по умолчанию), jsonl (JSON Lines), csv (RFC 4180) или har (HAR 1.2 с _webSocketMessages).</translation>
    </message>
    <message>
        <source>Write to this file, which is replaced only when everything was written.</source>
        <translation>Сохранить в этот файл; он заменяется, только когда сохранено всё.</translation>
    </message>
    <message>
        <source>Go on with what is recorded from now on, until interrupted.</source>
        <translation>Продолжать с тем, что записывается дальше, пока не прервут.</translation>
    </message>
    <message>
        <source>--format can&apos;t be &quot;%1&quot;.</source>
        <translation>Значение «%1» для --format недопустимо.</translation>
    </message>
    <message>
        <source>Use text, jsonl, csv or har.</source>
        <translation>Используйте text, jsonl, csv или har.</translation>
    </message>
    <message>
        <source>The filter can&apos;t be read: %1</source>
        <translation>Не удаётся прочитать фильтр: %1</translation>
    </message>
    <message>
        <source>The filter can&apos;t be read at character %1: %2</source>
        <translation>Не удаётся прочитать фильтр, символ %1: %2</translation>
    </message>
    <message>
        <source>A HAR can&apos;t be followed: it is no HAR before its end is written.</source>
        <translation>Следить с выводом в HAR нельзя: пока не сохранён конец, это не HAR.</translation>
    </message>
    <message>
        <source>Use --format jsonl.</source>
        <translation>Используйте --format jsonl.</translation>
    </message>
    <message>
        <source>--output writes a file that is whole, so there is nothing to follow.</source>
        <translation>--output сохраняет законченный файл, следить не за чем.</translation>
    </message>
    <message>
        <source>Redirect standard output instead.</source>
        <translation>Перенаправьте вместо этого стандартный вывод.</translation>
    </message>
    <message>
        <source>Interrupted.</source>
        <translation>Прервано.</translation>
    </message>
</context>
<context>
    <name>sonde::cli::Placeholders</name>
    <message>
        <source>Choose another workspace with --workspace.</source>
        <translation>Выберите другое рабочее пространство через --workspace.</translation>
    </message>
    <message>
        <source>There are: %1.</source>
        <translation>Есть: %1.</translation>
    </message>
    <message>
        <source>There is no environment &quot;%1&quot; in %2.</source>
        <translation>Окружения «%1» в %2 нет.</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>командная строка</translation>
    </message>
    <message>
        <source>--var needs NAME=VALUE, not &quot;%1&quot;.</source>
        <translation>Для --var нужно NAME=VALUE, а не «%1».</translation>
    </message>
    <message>
        <source>A name is made of letters, digits, _, - and . only.</source>
        <translation>Имя состоит только из букв, цифр, _, - и точки.</translation>
    </message>
</context>
<context>
    <name>sonde::cli::ProfilesRun</name>
    <message>
        <source>List the profiles of a workspace.</source>
        <translation>Перечислить профили рабочего пространства.</translation>
    </message>
    <message>
        <source>A line for each profile: its name, as connect --profile takes it, and its address. Damaged files are named on standard error, with the reason, and make the exit status 8.</source>
        <translation>По строке на профиль: имя, как его берёт connect --profile, и адрес. Повреждённые файлы называются в стандартном потоке ошибок с причиной, и код выхода тогда 8.</translation>
    </message>
    <message>
        <source>The folder of the workspace. The default is that of the window.</source>
        <translation>Папка рабочего пространства. По умолчанию та же, что у окна.</translation>
    </message>
    <message>
        <source>Write a JSON array of objects: id, name, group, file, and address or problem.</source>
        <translation>Вывести массив JSON из объектов: id, name, group, file и address или problem.</translation>
    </message>
    <message>
        <source>There is no workspace in %1.</source>
        <translation>В %1 нет рабочего пространства.</translation>
    </message>
    <message>
        <source>Name its folder with --workspace.</source>
        <translation>Укажите его папку через --workspace.</translation>
    </message>
    <message>
        <source>The list can&apos;t be written: %1.</source>
        <translation>Не удаётся вывести список: %1.</translation>
    </message>
</context>
<context>
    <name>sonde::cli::SecretFinder</name>
    <message>
        <source>Secret &quot;%1&quot;:</source>
        <translation>Секрет «%1»:</translation>
    </message>
    <message>
        <source>The system&apos;s keychain does not hold it.</source>
        <translation>В системном хранилище паролей его нет.</translation>
    </message>
    <message>
        <source>The secret &quot;%1&quot; is not known. %2</source>
        <translation>Секрет «%1» неизвестен. %2</translation>
    </message>
    <message>
        <source>Set the environment variable %1, or connect once in the window, which keeps it.</source>
        <translation>Задайте переменную среды %1 или один раз подключитесь в окне, которое его сохранит.</translation>
    </message>
</context>
<context>
    <name>sonde::cli::SendQueue</name>
    <message>
        <source>&quot;%1&quot; can&apos;t be sent. %2</source>
        <translation>«%1» отправить нельзя. %2</translation>
    </message>
</context>
</TS>
