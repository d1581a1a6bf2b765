using Crm.Tool;

return args switch
{
    ["validate", .. { Length: > 0 } files] => await ValidateFiles.RunAsync(files),
    ["run", { } file, .. var options] => await RunFile.RunAsync(file, options),
    ["conform", { } folder, .. var options] => await ConformFolder.RunAsync(folder, options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        ./crm workflow validate FILE…                        tells what keeps a definition from being published, and where
        ./crm workflow run FILE [--input JSON] [--json]      runs a definition without a database and tells what happened
        ./crm workflow conform DIR [--journal] [--json FILE] plays a folder of conformance cases, a line each
        """);
    return 2;
}
