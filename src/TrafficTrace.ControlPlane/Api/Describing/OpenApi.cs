using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Reports.Explanations;
using TrafficTrace.Core.Reports.Previews;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Api.Describing;

/// <summary>The description of the API in OpenAPI's form, made from what is mapped.</summary>
internal static class OpenApi
{
    public static void Add(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(1, ExplanationJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(2, PreviewJson.Default);
            json.SerializerOptions.Converters.Add(new ResourceConverter());
            json.SerializerOptions.Converters.Add(new OverviewConverter());
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddOpenApi(options =>
        {
            options.AddDocumentTransformer((document, _, _) => Describe(document));
            options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
            options.AddSchemaTransformer((schema, context, _) => Describe(schema, context.JsonTypeInfo.Type));
        });
    }

    public static void Map(IEndpointRouteBuilder app) => app.MapOpenApi().Needs(Right.Nothing);

    private static Task Describe(OpenApiDocument document)
    {
        document.Info.Title = Product.Name;
        document.Info.Version = Product.Version;
        document.Tags = null;
        document.Servers = []; // it is where the document was read
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Tags = null; // of the program's name, which says nothing
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var asked in metadata.OfType<QueryParameter>())
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = asked.Name,
                In = ParameterLocation.Query,
                Description = asked.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        if (metadata.OfType<TakesDocuments>().FirstOrDefault() is { } taken) operation.RequestBody = BodyOf(taken);
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiSchema schema, Type type)
    {
        if (type != typeof(Resource) && type != typeof(OverviewAnswer)) return Task.CompletedTask;
        var text = new OpenApiSchema { Type = JsonSchemaType.String };
        var time = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" };
        schema.Type = JsonSchemaType.Object;
        schema.Description = "Beside what is named here, the fields of its kind";
        schema.Required = new HashSet<string> { "type", "name" };
        schema.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = text,
            ["mesh"] = text,
            ["name"] = text,
            ["creationTime"] = time,
            ["modificationTime"] = time,
        };
        return Task.CompletedTask;
    }

    private static OpenApiRequestBody BodyOf(TakesDocuments taken) => new()
    {
        Description = taken.Description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Representations.Json] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
            [Representations.Yaml] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
        },
    };
}
