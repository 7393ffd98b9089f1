// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/latestview.h"

#include "capture/capturereader.h"
#include "capture/sharedpaths.h"
#include "core/clamped.h"
#include "gui/appearance.h"
#include "gui/elidedlabel.h"
#include "session/details.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde {

namespace {

constexpr auto TypingPause = 300ms;
constexpr auto ClockInterval = 1s;

/// Payloads and numbers in the monospaced font, the newest message in its direction's colour, ages in words.
class LatestDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->font = monospacedFont();
        if (index.column() == LatestModel::Age)
            option->text = ageText(index.data(LatestModel::AgeRole).toLongLong());
        const auto direction = Direction(index.data(LatestModel::DirectionRole).toInt());
        std::optional<Tone> tone;
        if (index.column() == LatestModel::Number || index.column() == LatestModel::Age)
            tone = Tone::Muted;
        else if (index.column() == LatestModel::Preview)
            tone = direction == Direction::Out ? Tone::Sent : Tone::Received;
        if (tone)
            option->palette.setColor(QPalette::Text, toneColor(*tone, option->palette));
    }

private:
    static QString ageText(qint64 us)
    {
        // It is told once a second, so no more than tenths are worth reading.
        const auto age = std::chrono::microseconds(us - us % 100'000);
        return age.count() == 0 ? LatestView::tr("now") : durationText(age);
    }
};

} // namespace

LatestView::LatestView(const QString &capture, QWidget *parent)
    : QWidget(parent)
    , m_capture(capture)
    , m_path(new QComboBox(this))
    , m_direction(new QComboBox(this))
    , m_state(new ElidedLabel(this))
    , m_pages(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_empty(new QLabel(this))
{
    setObjectName(u"latestView"_s);
    setUpTable();
    m_empty->setObjectName(u"latestEmpty"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setEnabled(false); // As quiet as other empty places.
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(makeBar());
    layout->addWidget(m_pages, 1);

    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    connect(&m_pause, &QTimer::timeout, this, &LatestView::apply);
    m_clock.setInterval(ClockInterval);
    connect(&m_clock, &QTimer::timeout, this, &LatestView::tick);
    apply();
}

LatestView::~LatestView()
{
    // A field that loses the focus when it goes says that it was edited.
    m_path->disconnect(this);
}

QWidget *LatestView::makeBar()
{
    auto *bar = new QWidget(this);
    m_path->setObjectName(u"latestPath"_s);
    m_path->setAccessibleName(tr("JSON path"));
    m_path->setEditable(true);
    m_path->setInsertPolicy(QComboBox::NoInsert);
    m_path->setCompleter(nullptr); // It would complete $.s to whatever begins so.
    m_path->setMinimumContentsLength(24);
    m_path->lineEdit()->setPlaceholderText(tr("$.symbol"));
    m_path->lineEdit()->setFont(monospacedFont());
    m_path->setToolTip(tr("A row for each value that this path leads to in a message"));
    m_direction->setObjectName(u"latestDirection"_s);
    m_direction->setAccessibleName(tr("Direction"));
    m_direction->addItem(tr("Received and sent"));
    m_direction->addItem(tr("Received"), int(Direction::In));
    m_direction->addItem(tr("Sent"), int(Direction::Out));
    m_state->setObjectName(u"latestState"_s);
    auto *label = new QLabel(tr("&Path:"), bar);
    label->setBuddy(m_path);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins({});
    layout->addWidget(label);
    layout->addWidget(m_path);
    layout->addWidget(m_direction);
    layout->addWidget(m_state, 1);
    connect(m_path, &QComboBox::editTextChanged, this, [this] { m_pause.start(); });
    connect(m_path, &QComboBox::textActivated, this, &LatestView::apply);
    connect(m_path->lineEdit(), &QLineEdit::returnPressed, this, &LatestView::apply);
    connect(m_direction, &QComboBox::currentIndexChanged, this, &LatestView::start);
    return bar;
}

void LatestView::setUpTable()
{
    m_table->setObjectName(u"latestTable"_s);
    m_table->setAccessibleName(tr("Newest messages"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new LatestDelegate(this));
    m_table->setSelectionBehavior(QTableView::SelectRows);
    m_table->setSelectionMode(QTableView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QTableView::ScrollPerPixel);
    m_table->setCornerButtonEnabled(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(1);
    const QFontMetrics mono(monospacedFont());
    m_table->verticalHeader()->setDefaultSectionSize(std::max(fontMetrics().height(), mono.height()) + 6);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    const auto fit = [&](int column, const QString &sample) {
        const QString title = m_model.headerData(column, Qt::Horizontal).toString();
        // With room for the indicator.
        header->resizeSection(
            column, std::max(mono.horizontalAdvance(sample) + 16, header->fontMetrics().horizontalAdvance(title) + 36));
    };
    fit(LatestModel::Value, QString(20, u'0'));
    fit(LatestModel::Count, u"10 000 000"_s);
    fit(LatestModel::Rate, u"1 000"_s);
    fit(LatestModel::Age, u"999.9 ms"_s);
    fit(LatestModel::Number, u"10000000"_s);
    // Not setSortingEnabled(), which would sort at once.
    header->setSectionsClickable(true);
    connect(header, &QHeaderView::sortIndicatorChanged, &m_model, &LatestModel::sort);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { emit rowActivated(m_model.seqAt(index.row())); });
}

void LatestView::setRows(qint64 committed)
{
    // A capture that was opened is told of once; its ages count from its last record.
    m_isLive = m_isLive || (m_rows > 0 && committed > m_rows);
    m_rows = committed;
    if (m_job)
        m_job->setRows(committed);
    if (isVisible() && !m_hasSuggestions && committed >= 2 * m_looked)
        suggest();
}

void LatestView::setLive()
{
    m_isLive = true;
}

void LatestView::setFirst(Seq first)
{
    if (m_first == first)
        return;
    m_first = first;
    start();
}

QString LatestView::path() const
{
    return m_followed;
}

void LatestView::setPath(const QString &path)
{
    m_path->setEditText(path);
    apply();
}

void LatestView::focusPath()
{
    m_path->setFocus(Qt::ShortcutFocusReason);
    m_path->lineEdit()->selectAll();
}

void LatestView::insertIntoTabOrder(QWidget *before)
{
    setTabOrder(before, m_path);
    setTabOrder(m_path, m_direction);
    setTabOrder(m_direction, m_table);
}

void LatestView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_hasSuggestions)
        suggest();
    if (!m_job)
        start();
}

/// Follows the path in the field where it is one; else says what is wrong with it, and goes on with the last good one.
void LatestView::apply()
{
    m_pause.stop();
    const QString text = m_path->currentText().trimmed();
    if (!text.isEmpty()) {
        if (const auto path = JsonPath::parse(text); !path) {
            showMistake(path.error().text());
            return;
        }
    }
    const bool isNew = text != m_followed;
    m_followed = text;
    if (isNew || !m_job)
        start();
    if (isNew)
        emit pathChanged(text);
}

void LatestView::start()
{
    m_job.reset();
    m_model.clear();
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_clock.stop();
    m_state->show({}, palette().color(QPalette::WindowText));
    m_pages->setCurrentWidget(m_empty);
    m_empty->setText(m_followed.isEmpty()
                         ? tr("Choose a JSON path, for example $.symbol, to see the newest message of each value.")
                         : tr("No message has a value there yet."));
    const auto path = JsonPath::parse(m_followed);
    if (m_followed.isEmpty() || !path || !isVisible())
        return;
    std::optional<Direction> direction;
    if (const QVariant chosen = m_direction->currentData(); chosen.isValid())
        direction = Direction(chosen.toInt());
    m_job = std::make_unique<LatestJob>(LatestJob::Query{m_capture, *path, m_first, direction});
    connect(m_job.get(), &LatestJob::changed, this, &LatestView::handleChanged);
    connect(m_job.get(), &LatestJob::failed, this, &LatestView::handleFailed);
    m_job->setRows(m_rows);
    m_clock.start();
}

void LatestView::handleChanged(const LatestBatch &batch)
{
    m_model.apply(batch);
    m_pages->setCurrentWidget(m_model.rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_empty);
    // While a mistake is being typed its sentence stays.
    if (m_path->currentText().trimmed() == m_followed)
        showCounts(batch);
}

void LatestView::handleFailed(const Error &error)
{
    showMistake(error.text());
}

void LatestView::suggest()
{
    if (m_rows == 0)
        return;
    m_looked = m_rows;
    auto reader = CaptureReader::open(m_capture);
    const auto paths =
        reader ? sharedPaths(**reader, Seq{m_rows}) : Result<QStringList>(tl::unexpected(reader.error()));
    if (!paths) {
        m_hasSuggestions = true; // One sentence is enough.
        showMistake(paths.error().text());
        return;
    }
    m_hasSuggestions = !paths->isEmpty();
    const QString typed = m_path->currentText();
    const QSignalBlocker blocker(m_path);
    m_path->clear();
    m_path->addItems(*paths);
    m_path->setCurrentIndex(-1);
    m_path->setEditText(typed);
}

void LatestView::tick()
{
    if (m_isLive)
        m_model.setNow(now());
}

void LatestView::showMistake(const QString &text)
{
    m_state->show(text, toneColor(Tone::Bad, palette()));
}

void LatestView::showCounts(const LatestBatch &batch)
{
    QStringList parts{tr("%Ln value(s)", nullptr, m_model.rowCount()),
                      tr("%Ln message(s)", nullptr, clampedToInt(batch.messages))};
    if (batch.without > 0)
        parts += tr("%Ln without such a value", nullptr, clampedToInt(batch.without));
    if (batch.beyond > 0)
        parts += tr("only %L1 values are told apart, %Ln message(s) had others", nullptr, clampedToInt(batch.beyond))
                     .arg(LatestJob::mostValues);
    if (const qint64 all = batch.rows - toInt(m_first) + 1; batch.scanned < batch.rows && all > 0)
        parts += tr("reading, %1 %").arg(100 * (batch.scanned - toInt(m_first) + 1) / all);
    m_state->show(parts.join(u" · "_s), toneColor(Tone::Muted, palette()));
}

} // namespace sonde
