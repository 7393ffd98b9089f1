// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/jsonlineswriter.h"

#include "core/json.h"

namespace sonde {

namespace {

/// The detail on one line. Other programs may have put something else there than a JSON object.
void writeDetail(Output &output, QByteArray detail)
{
    if (!checkJson(detail)) {
        output.writeJsonString(QString::fromUtf8(detail).toUtf8());
        return;
    }
    detail.replace('\n', ' ').replace('\r', ' '); // White space between tokens: strings have none of it unescaped.
    output.write(detail);
}

Result<> writePayload(Output &output, const Record &record, Payload &payload)
{
    const Result<bool> isText = isWrittenAsText(record, payload);
    if (!isText)
        return tl::unexpected(isText.error());
    output.write(*isText ? ",\"text\":\"" : ",\"base64\":\"");
    const Result<> written = *isText ? payload.visitText([&output](QByteArrayView part) {
        output.writeEscaped(part);
        return output.status();
    })
                                     : writeBase64(output, payload);
    output.write("\"");
    return written;
}

} // namespace

Result<> JsonLinesWriter::write(Output &output, const Record &record, Payload &payload)
{
    const QByteArray start = "{\"seq\":" + QByteArray::number(toInt(record.seq)) + ",\"time\":\"" + isoTime(record.time)
        + "\",\"direction\":\"" + nameInFiles(record.direction).data() + "\",\"kind\":\""
        + nameInFiles(record.kind).data() + "\",\"size\":" + QByteArray::number(record.size);
    output.write(start);
    if (hasPayload(record)) {
        if (const auto written = writePayload(output, record, payload); !written)
            return written;
    }
    if (!record.detail.isEmpty()) {
        output.write(",\"detail\":");
        writeDetail(output, record.detail);
    }
    output.write("}\n");
    return output.status();
}

} // namespace sonde
