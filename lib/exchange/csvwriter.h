// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/rowwriter.h"

namespace sonde {

/// ExportFormat::Csv.
class CsvWriter final : public RowWriter
{
public:
    void begin(Output &output) override;
    [[nodiscard]] Result<> write(Output &output, const Record &record, Payload &payload) override;
};

} // namespace sonde
