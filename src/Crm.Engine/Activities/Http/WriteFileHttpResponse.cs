using System.Collections;
using System.IO.Compression;
using System.Text;
using Crm.Engine.Execution;
using Crm.Engine.Expressions;
using Crm.Engine.Http;

namespace Crm.Engine.Activities.Http;

/// <summary>Answers the request with a file to download; several files are sent as one zip.</summary>
[Activity("Elsa", "HTTP", "Answers the request with a file to download.", DisplayName = "HTTP File Response")]
public sealed class WriteFileHttpResponse : CodeActivity
{
    [Input(DisplayName = "Content type")]
    public Input<string>? ContentType { get; set; }

    [Input]
    public Input<string>? Filename { get; set; }

    [Input(DisplayName = "Entity tag")]
    public Input<string>? EntityTag { get; set; }

    [Input(Description = "Bytes, text, an uploaded or downloaded file, or a list of those.")]
    public Input<object>? Content { get; set; }

    [Input(DisplayName = "Enable resumable downloads", UIHint = "checkbox")]
    public Input<bool>? EnableResumableDownloads { get; set; }

    [Input(DisplayName = "Download correlation ID")]
    public Input<string>? DownloadCorrelationId { get; set; }

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var exchange = WriteHttpResponse.ExchangeOf(context);
        var files = FilesOf(context.Get(Content)).ToList();
        exchange.Answer = files.Count == 0
            ? new HttpAnswer(204)
            : AnswerOf(files.Count == 1 ? files[0] : Zip(files), context);
        return default;
    }

    HttpAnswer AnswerOf(HttpFile file, ActivityExecutionContext context)
    {
        var name = context.Get(Filename) is { Length: > 0 } stated ? stated : file.FileName;
        var headers = new Dictionary<string, string[]>
        {
            ["Content-Disposition"] = [$"attachment; filename*=UTF-8''{Uri.EscapeDataString(name)}"],
        };
        if (context.Get(EntityTag) is { Length: > 0 } tag)
            headers["ETag"] = [$"\"{tag.Trim('"')}\""];
        var contentType = context.Get(ContentType) is { Length: > 0 } type ? type : file.ContentType;
        return new HttpAnswer(200, contentType, file.Content) { Headers = HttpContents.Headers(headers.ToDictionary(pair => pair.Key, pair => (object?)pair.Value)) };
    }

    static IEnumerable<HttpFile> FilesOf(object? content) => content switch
    {
        null => [],
        byte[] bytes => [new HttpFile("file", "file.bin", "application/octet-stream", bytes)],
        string text => [new HttpFile("file", "file.txt", "text/plain", Encoding.UTF8.GetBytes(text))],
        IDictionary<string, object?> file when file.TryGetValue("Content", out var inside) => [FileOf(file, inside)],
        IEnumerable many and not IDictionary<string, object?> => many.Cast<object?>().SelectMany(FilesOf),
        _ => [new HttpFile("file", "file.json", "application/json", Encoding.UTF8.GetBytes(ValueJson.Text(content)))],
    };

    static HttpFile FileOf(IDictionary<string, object?> file, object? content) => new(
        "file", Text(file, "FileName", "file.bin"), Text(file, "ContentType", "application/octet-stream"), ValueConverter.To<byte[]>(content) ?? []);

    static string Text(IDictionary<string, object?> file, string name, string otherwise) =>
        file.TryGetValue(name, out var value) && value is string { Length: > 0 } text ? text : otherwise;

    static HttpFile Zip(IEnumerable<HttpFile> files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var file in files)
                using (var entry = zip.CreateEntry(file.FileName).Open())
                    entry.Write(file.Content);
        return new HttpFile("file", "download.zip", "application/zip", stream.ToArray());
    }
}
