// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/rowwriter.h"

#include "exchange/csvwriter.h"
#include "exchange/harwriter.h"
#include "exchange/jsonlineswriter.h"
#include "exchange/plaintextwriter.h"

namespace sonde {

std::unique_ptr<RowWriter> createRowWriter(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Csv:
        return std::make_unique<CsvWriter>();
    case ExportFormat::PlainText:
        return std::make_unique<PlainTextWriter>();
    case ExportFormat::Har:
        return std::make_unique<HarWriter>();
    case ExportFormat::JsonLines:
        break;
    }
    return std::make_unique<JsonLinesWriter>();
}

Result<> writeBase64(Output &output, Payload &payload)
{
    return payload.visit([&output](QByteArrayView part) {
        output.writeBase64(part);
        return output.status();
    });
}

Result<bool> isWrittenAsText(const Record &record, Payload &payload)
{
    return areBytes(record.kind) ? Result<bool>(false) : payload.isUtf8();
}

} // namespace sonde
